/** Adds a slot to a list that is ascending, and holds each once. */
export function addSlot(slots: number[], slot: number): void {
  let at = slots.length
  while (at > 0 && (slots[at - 1] as number) > slot) at--
  if (at > 0 && slots[at - 1] === slot) return
  slots.push(slot)
  for (let above = slots.length - 1; above > at; above--) {
    slots[above] = slots[above - 1] as number
  }
  slots[at] = slot
}
