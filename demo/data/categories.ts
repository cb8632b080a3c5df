import { type Aisle, DEPARTMENTS } from './departments.ts';

export interface CategoryRecord {
  readonly __typename: 'Category';
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly parent: CategoryRecord | null;
}

/** A leaf of the tree with the vocabulary of its products. */
export interface AisleCategory {
  readonly category: CategoryRecord;
  readonly aisle: Aisle;
}

export interface CategoryTree {
  readonly all: readonly CategoryRecord[];
  readonly leaves: readonly AisleCategory[];
}

export function buildCategoryTree(): CategoryTree {
  const all: CategoryRecord[] = [];
  const leaves: AisleCategory[] = [];

  function add(slug: string, name: string, parent: CategoryRecord | null): CategoryRecord {
    const category: CategoryRecord = {
      __typename: 'Category',
      id: `category-${all.length + 1}`,
      slug,
      name,
      parent,
    };
    all.push(category);
    return category;
  }

  for (const department of DEPARTMENTS) {
    const root = add(department.slug, department.name, null);
    for (const aisle of department.aisles) {
      leaves.push({ category: add(aisle.slug, aisle.name, root), aisle });
    }
  }
  return { all, leaves };
}

/** Whether a category is `slug` or one of its descendants. */
export function isWithin(category: CategoryRecord, slug: string): boolean {
  return category.slug === slug || category.parent?.slug === slug;
}
