/** A user in subgraphs other than accounts. */
export interface UserStub {
  readonly __typename: 'User';
  readonly id: string;
}

export function userStub(id: string): UserStub {
  return { __typename: 'User', id };
}
