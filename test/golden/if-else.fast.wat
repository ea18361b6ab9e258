;; The arms of an `if` cost different amounts. The first arm to reach the end decides what is pending there; the other one
;; pays or gets back the difference, and the way on is charged once for both.
;; Metered: fast.
(module
  (type (;0;) (func (param i32) (result i32)))
  (func $main (;0;) (type 0) (param i32) (result i32)
    (local i64)
    (local i32)
    block
      global.get 0
      local.set 1 (;gas;)
      global.get 2
      local.set 2 (;depth;)
      block (result i32)
        local.get 0 (;x;)
        i32.eqz
        if
          i32.const 1
          local.set 0 (;x;)
        else
          local.get 0 (;x;)
          local.get 0 (;x;)
          i32.const 3
          i32.add
          i32.mul
          local.set 0 (;x;)
          local.get 1 (;gas;)
          i64.const 4
          i64.sub
          local.set 1 (;gas;)
        end
        local.get 0 (;x;)
      end
      local.get 1 (;gas;)
      i64.const 6
      i64.sub
      local.tee 1 (;gas;)
      global.set 0
      local.get 1 (;gas;)
      i64.const 0
      i64.lt_s
      br_if 0
      local.get 2 (;depth;)
      global.set 2
      return
    end
    i32.const 1
    global.set 3
    unreachable
  )
  (global (;0;) (mut i64) (i64.const 0))
  (global (;1;) i32 (i32.const 1))
  (global (;2;) (mut i32) (i32.const 0))
  (global (;3;) (mut i32) (i32.const 0))
  (export "main" (func $main))
  (export "gantry:units" (global 0))
  (export "gantry:units_per_gas" (global 1))
  (export "gantry:stack_left" (global 2))
  (export "gantry:trap_reason" (global 3))
)
