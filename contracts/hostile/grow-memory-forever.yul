// Grows memory a page at a time without end: the page limit makes `memory.grow` fail, gas ends the loop.
function main() {
  for { } 1:i32 { } { memory.grow(1:i32) }
}
