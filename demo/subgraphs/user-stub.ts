/** A user as subgraphs other than accounts know one. */
export interface UserStub {
  readonly __typename: 'User';
  readonly id: string;
}

export function userStub(id: string): UserStub {
  return { __typename: 'User', id };
}
