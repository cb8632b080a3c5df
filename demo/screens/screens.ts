/**
 * The screens of clients, by the file of the operation for each. The partner has neither a home nor an account, but
 * orders.
 */
export const SCREENS = [
  { title: 'Home', files: { web: 'home', mobile: 'home', tv: 'home' } },
  { title: 'Product', files: { web: 'product', mobile: 'product', tv: 'product', partner: 'product' } },
  { title: 'Search', files: { web: 'search', mobile: 'search', tv: 'search' } },
  { title: 'Account', files: { web: 'account', mobile: 'account', tv: 'account', partner: 'orders' } },
] as const;

export const CLIENTS = ['web', 'mobile', 'tv', 'partner'] as const;

export type ClientName = (typeof CLIENTS)[number];

/** The screen that this operation provides for its client; undefined for any other operation. */
export function screenOf(client: ClientName, file: string): string | undefined {
  const name = file.replace(/^.*[\\/]/, '').replace(/\.graphql$/, '');
  return SCREENS.find(({ files }) =>
    Object.entries(files).some(([key, value]) => key === client && value === name),
  )?.title;
}
