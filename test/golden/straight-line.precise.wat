;; Nothing branches: the cost of everything is known when the function returns, so there is one charge, in one
;; subtraction with handing the gas back. A function that only the outside calls is its own wrapper: it takes gas and
;; stack height from the globals, and gives them back.
;; Metered: precise.
(module
  (type (;0;) (func (param i32) (result i32)))
  (func $main (;0;) (type 0) (param i32) (result i32)
    (local i32)
    (local i64)
    block
      global.get 0
      local.set 2 (;gas;)
      block (result i32)
        local.get 2 (;gas;)
        i64.const 8
        i64.sub
        local.set 2 (;gas;)
        local.get 2 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 0 (;x;)
        local.get 0 (;x;)
        i32.mul
        local.set 1 (;square;)
        local.get 1 (;square;)
        local.get 0 (;x;)
        i32.add
      end
      local.get 2 (;gas;)
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
