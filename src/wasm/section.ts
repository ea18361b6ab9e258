/** Section identifiers (core/binary/modules#sections). */
export const sectionId = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
} as const

/** Rank of each section in the order that modules must follow, by identifier; custom sections have none. */
export const sectionOrder: readonly (number | undefined)[] = [
  undefined,
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9],
  11, // code
  12, // data
  10, // data count
]
