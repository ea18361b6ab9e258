;; The arms of an `if` cost different amounts. The first arm to reach the end decides what is pending there; the other one
;; pays or gets back the difference, and the way on is charged once for both.
;; Metered: precise.
(module
  (type (;0;) (func (param i32) (result i32)))
  (func $main (;0;) (type 0) (param i32) (result i32)
    (local i64)
    block
      global.get 0
      local.set 1 (;gas;)
      block (result i32)
        local.get 1 (;gas;)
        i64.const 3
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 0 (;x;)
        i32.eqz
        if
          local.get 1 (;gas;)
          i64.const 2
          i64.sub
          local.set 1 (;gas;)
          local.get 1 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          i32.const 1
          local.set 0 (;x;)
        else
          local.get 1 (;gas;)
          i64.const 6
          i64.sub
          local.set 1 (;gas;)
          local.get 1 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 0 (;x;)
          local.get 0 (;x;)
          i32.const 3
          i32.add
          i32.mul
          local.set 0 (;x;)
        end
        local.get 1 (;gas;)
        i64.const 1
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 0 (;x;)
      end
      local.get 1 (;gas;)
      global.set 0
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
