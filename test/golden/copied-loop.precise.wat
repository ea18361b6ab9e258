;; The length of a string: nobody knows the trips ahead. The loop is small, so it is written four times over, and one charge
;; and one check serve four trips. Who leaves in the middle pays there for the trips that were made.
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
        i64.const 1
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        loop
          local.get 1 (;gas;)
          i64.const 5
          i64.sub
          local.set 1 (;gas;)
          local.get 1 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 0 (;at;)
          i32.const 1
          i32.add
          local.tee 0 (;at;)
          i32.load8_u
          local.get 1 (;gas;)
          i64.const 1
          i64.sub
          local.set 1 (;gas;)
          local.get 1 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          br_if 0
        end
        local.get 1 (;gas;)
        i64.const 1
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 0 (;at;)
      end
      local.get 1 (;gas;)
      global.set 0
      return
    end
    i32.const 1
    global.set 3
    unreachable
  )
  (memory (;0;) 1)
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
