// Calls itself without end: the stack-height limit must end it at the same depth everywhere.
function main() {
  descend(0)
}

function descend(depth) -> result {
  result := i64.add(descend(i64.add(depth, 1)), 1)
}
