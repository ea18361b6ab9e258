;; A load may trap. Under the precise strategy it ends its metered block, so that nothing behind it is charged before it
;; happens, and why a call failed is known to the instruction. The fast strategy charges once.
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
        i64.const 2
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 0 (;at;)
        i32.load
        local.get 1 (;gas;)
        i64.const 4
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 0 (;at;)
        i32.const 8
        i32.add
        i32.load offset=4
        local.get 1 (;gas;)
        i64.const 1
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        i32.add
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
