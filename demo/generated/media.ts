// Generated from the SDL by `npm run generate`; do not edit.
import type { GraphQLResolveInfo } from 'graphql';
import type { AssetRecord } from '../subgraphs/asset-record.ts';
import type { ClipRecord, EpisodeRecord, ShowRecord } from '../data/media.ts';
import type { ProductStub, RailRecord } from '../data/rails.ts';
import type { Caller } from '../subgraphs/caller.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** A video with every rendition that the encoder made (about 40). */
export type Asset = {
  __typename?: 'Asset';
  id: Scalars['ID']['output'];
  previewUrl?: Maybe<Scalars['String']['output']>;
  renditions: Array<Rendition>;
};


/** A video with every rendition that the encoder made (about 40). */
export type AssetRenditionsArgs = {
  maxHeight?: InputMaybe<Scalars['Int']['input']>;
};

export type Clip = Listing & Playable & {
  __typename?: 'Clip';
  asset: Asset;
  durationSeconds: Scalars['Int']['output'];
  featuredProducts: Array<Maybe<Product>>;
  id: Scalars['ID']['output'];
  image?: Maybe<Image>;
  title: Scalars['String']['output'];
};


export type ClipFeaturedProductsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Codec =
  | 'AV1'
  | 'H264'
  | 'HEVC';

export type Episode = Listing & Playable & {
  __typename?: 'Episode';
  asset: Asset;
  durationSeconds: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  image?: Maybe<Image>;
  number: Scalars['Int']['output'];
  show: Show;
  synopsis: Scalars['String']['output'];
  title: Scalars['String']['output'];
};

/** An original; sizes are made from it by the image service. */
export type Image = {
  __typename?: 'Image';
  alt?: Maybe<Scalars['String']['output']>;
  height: Scalars['Int']['output'];
  url: Scalars['String']['output'];
  width: Scalars['Int']['output'];
};

/** Anything that can stand on a card. */
export type Listing = {
  id: Scalars['ID']['output'];
  image?: Maybe<Image>;
  title: Scalars['String']['output'];
};

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
};

export type Playable = {
  asset: Asset;
  durationSeconds: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  title: Scalars['String']['output'];
};

export type Product = {
  __typename?: 'Product';
  clips?: Maybe<Array<Clip>>;
  id: Scalars['ID']['output'];
};


export type ProductClipsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Query = {
  __typename?: 'Query';
  clip?: Maybe<Clip>;
  episode?: Maybe<Episode>;
  /** The one title that fills the top of the screen. */
  hero?: Maybe<Show>;
  /** The rails of the home screen in their editorial order. */
  rails?: Maybe<RailConnection>;
  /** Rails in the order asked; null where an id is unknown. At most 40 ids. */
  railsById?: Maybe<Array<Maybe<Rail>>>;
  /** What stands on shelves, in the order asked; null where an id is unknown. At most 40 ids. */
  shelfItems?: Maybe<Array<Maybe<ShelfItem>>>;
  show?: Maybe<Show>;
  trending?: Maybe<Array<Listing>>;
};


export type QueryClipArgs = {
  id: Scalars['ID']['input'];
};


export type QueryEpisodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRailsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRailsByIdArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type QueryShelfItemsArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type QueryShowArgs = {
  id: Scalars['ID']['input'];
};


export type QueryTrendingArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type Rail = {
  __typename?: 'Rail';
  id: Scalars['ID']['output'];
  itemCount: Scalars['Int']['output'];
  items: Array<Maybe<ShelfItem>>;
  kind: RailKind;
  title: Scalars['String']['output'];
};


export type RailItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type RailConnection = {
  __typename?: 'RailConnection';
  nodes: Array<Rail>;
  pageInfo: PageInfo;
};

export type RailKind =
  | 'CLIPS'
  | 'MIXED'
  | 'POSTERS'
  | 'PRODUCTS';

export type Rendition = {
  __typename?: 'Rendition';
  bitrateKbps: Scalars['Int']['output'];
  codec: Codec;
  height: Scalars['Int']['output'];
  url: Scalars['String']['output'];
  width: Scalars['Int']['output'];
};

export type ShelfItem = Clip | Episode | Product | Show;

export type Show = Listing & {
  __typename?: 'Show';
  episodes: Array<Episode>;
  featuredProducts: Array<Maybe<Product>>;
  genres: Array<Scalars['String']['output']>;
  heroArt: Image;
  id: Scalars['ID']['output'];
  image?: Maybe<Image>;
  maturity: Scalars['String']['output'];
  poster: Image;
  slug: Scalars['String']['output'];
  synopsis: Scalars['String']['output'];
  title: Scalars['String']['output'];
  year: Scalars['Int']['output'];
};


export type ShowEpisodesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ShowFeaturedProductsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Asset: Asset;
  Clip: Clip;
  Episode: Episode;
  Product: Product;
  Rail: Rail;
  Show: Show;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Asset:
    ( { __typename: 'Asset' }
    & GraphQLRecursivePick<FederationTypes['Asset'], {"id":true}> );
  Clip:
    ( { __typename: 'Clip' }
    & GraphQLRecursivePick<FederationTypes['Clip'], {"id":true}> );
  Episode:
    ( { __typename: 'Episode' }
    & GraphQLRecursivePick<FederationTypes['Episode'], {"id":true}> );
  Product:
    ( { __typename: 'Product' }
    & GraphQLRecursivePick<FederationTypes['Product'], {"id":true}> );
  Rail:
    ( { __typename: 'Rail' }
    & GraphQLRecursivePick<FederationTypes['Rail'], {"id":true}> );
  Show:
    ( { __typename: 'Show' }
    & ( GraphQLRecursivePick<FederationTypes['Show'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Show'], {"slug":true}> ) );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  ShelfItem:
    | ( ClipRecord )
    | ( EpisodeRecord )
    | ( ProductStub )
    | ( ShowRecord )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Listing:
    | ( ClipRecord )
    | ( EpisodeRecord )
    | ( ShowRecord )
  ;
  Playable:
    | ( ClipRecord )
    | ( EpisodeRecord )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Asset: ResolverTypeWrapper<AssetRecord>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Clip: ResolverTypeWrapper<ClipRecord>;
  Codec: Codec;
  Episode: ResolverTypeWrapper<EpisodeRecord>;
  Image: ResolverTypeWrapper<Image>;
  Listing: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Listing']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Playable: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Playable']>;
  Product: ResolverTypeWrapper<ProductStub>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Rail: ResolverTypeWrapper<RailRecord>;
  RailConnection: ResolverTypeWrapper<Omit<RailConnection, 'nodes'> & { nodes: Array<ResolversTypes['Rail']> }>;
  RailKind: RailKind;
  Rendition: ResolverTypeWrapper<Rendition>;
  ShelfItem: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ShelfItem']>;
  Show: ResolverTypeWrapper<ShowRecord>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Asset: AssetRecord;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  Clip: ClipRecord;
  Episode: EpisodeRecord;
  Image: Image;
  Listing: ResolversInterfaceTypes<ResolversParentTypes>['Listing'];
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Playable: ResolversInterfaceTypes<ResolversParentTypes>['Playable'];
  Product: ProductStub;
  Query: Record<PropertyKey, never>;
  Rail: RailRecord;
  RailConnection: Omit<RailConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['Rail']> };
  Rendition: Rendition;
  ShelfItem: ResolversUnionTypes<ResolversParentTypes>['ShelfItem'];
  Show: ShowRecord;
};

export type AssetResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['Asset'] = ResolversParentTypes['Asset'], FederationReferenceType extends FederationReferenceTypes['Asset'] = FederationReferenceTypes['Asset']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Asset']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  previewUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  renditions?: Resolver<Array<ResolversTypes['Rendition']>, ParentType, ContextType, Partial<AssetRenditionsArgs>>;
};

export type ClipResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['Clip'] = ResolversParentTypes['Clip'], FederationReferenceType extends FederationReferenceTypes['Clip'] = FederationReferenceTypes['Clip']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Clip']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asset?: Resolver<ResolversTypes['Asset'], ParentType, ContextType>;
  durationSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  featuredProducts?: Resolver<Array<Maybe<ResolversTypes['Product']>>, ParentType, ContextType, RequireFields<ClipFeaturedProductsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EpisodeResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['Episode'] = ResolversParentTypes['Episode'], FederationReferenceType extends FederationReferenceTypes['Episode'] = FederationReferenceTypes['Episode']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Episode']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asset?: Resolver<ResolversTypes['Asset'], ParentType, ContextType>;
  durationSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  show?: Resolver<ResolversTypes['Show'], ParentType, ContextType>;
  synopsis?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image']> = {
  alt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ListingResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['Listing'] = ResolversParentTypes['Listing']> = {
  __resolveType: TypeResolveFn<'Clip' | 'Episode' | 'Show', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PlayableResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['Playable'] = ResolversParentTypes['Playable']> = {
  __resolveType: TypeResolveFn<'Clip' | 'Episode', ParentType, ContextType>;
};

export type ProductResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product'], FederationReferenceType extends FederationReferenceTypes['Product'] = FederationReferenceTypes['Product']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Product']> | FederationReferenceType, FederationReferenceType, ContextType>;
  clips?: Resolver<Maybe<Array<ResolversTypes['Clip']>>, ParentType, ContextType, RequireFields<ProductClipsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  clip?: Resolver<Maybe<ResolversTypes['Clip']>, ParentType, ContextType, RequireFields<QueryClipArgs, 'id'>>;
  episode?: Resolver<Maybe<ResolversTypes['Episode']>, ParentType, ContextType, RequireFields<QueryEpisodeArgs, 'id'>>;
  hero?: Resolver<Maybe<ResolversTypes['Show']>, ParentType, ContextType>;
  rails?: Resolver<Maybe<ResolversTypes['RailConnection']>, ParentType, ContextType, RequireFields<QueryRailsArgs, 'first'>>;
  railsById?: Resolver<Maybe<Array<Maybe<ResolversTypes['Rail']>>>, ParentType, ContextType, RequireFields<QueryRailsByIdArgs, 'ids'>>;
  shelfItems?: Resolver<Maybe<Array<Maybe<ResolversTypes['ShelfItem']>>>, ParentType, ContextType, RequireFields<QueryShelfItemsArgs, 'ids'>>;
  show?: Resolver<Maybe<ResolversTypes['Show']>, ParentType, ContextType, RequireFields<QueryShowArgs, 'id'>>;
  trending?: Resolver<Maybe<Array<ResolversTypes['Listing']>>, ParentType, ContextType, RequireFields<QueryTrendingArgs, 'first'>>;
};

export type RailResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['Rail'] = ResolversParentTypes['Rail'], FederationReferenceType extends FederationReferenceTypes['Rail'] = FederationReferenceTypes['Rail']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Rail']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  itemCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  items?: Resolver<Array<Maybe<ResolversTypes['ShelfItem']>>, ParentType, ContextType, RequireFields<RailItemsArgs, 'first'>>;
  kind?: Resolver<ResolversTypes['RailKind'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RailConnectionResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['RailConnection'] = ResolversParentTypes['RailConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Rail']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RenditionResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['Rendition'] = ResolversParentTypes['Rendition']> = {
  bitrateKbps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  codec?: Resolver<ResolversTypes['Codec'], ParentType, ContextType>;
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ShelfItemResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['ShelfItem'] = ResolversParentTypes['ShelfItem']> = {
  __resolveType: TypeResolveFn<'Clip' | 'Episode' | 'Product' | 'Show', ParentType, ContextType>;
};

export type ShowResolvers<ContextType = Caller, ParentType extends ResolversParentTypes['Show'] = ResolversParentTypes['Show'], FederationReferenceType extends FederationReferenceTypes['Show'] = FederationReferenceTypes['Show']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Show']> | FederationReferenceType, FederationReferenceType, ContextType>;
  episodes?: Resolver<Array<ResolversTypes['Episode']>, ParentType, ContextType, RequireFields<ShowEpisodesArgs, 'first'>>;
  featuredProducts?: Resolver<Array<Maybe<ResolversTypes['Product']>>, ParentType, ContextType, RequireFields<ShowFeaturedProductsArgs, 'first'>>;
  genres?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  heroArt?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['Image']>, ParentType, ContextType>;
  maturity?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  poster?: Resolver<ResolversTypes['Image'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  synopsis?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Caller> = {
  Asset?: AssetResolvers<ContextType>;
  Clip?: ClipResolvers<ContextType>;
  Episode?: EpisodeResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  Listing?: ListingResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Playable?: PlayableResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Rail?: RailResolvers<ContextType>;
  RailConnection?: RailConnectionResolvers<ContextType>;
  Rendition?: RenditionResolvers<ContextType>;
  ShelfItem?: ShelfItemResolvers<ContextType>;
  Show?: ShowResolvers<ContextType>;
};

