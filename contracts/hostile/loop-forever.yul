// Loops without end: gas must end it.
function main() {
  for { } 1:i32 { } { }
}
