;; The table is nobody else's, so its functions have gas and depth as parameters too, and an indirect call passes them
;; below the index.
;; Metered: precise.
(module
  (type (;0;) (func (param i32) (result i32)))
  (func $double (;0;) (type 0) (param i32) (result i32)
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
        local.get 0
        i32.const 1
        i32.shl
      end
      local.get 1 (;gas;)
      global.set 0
      return
    end
    i32.const 1
    global.set 3
    unreachable
  )
  (func $negate (;1;) (type 0) (param i32) (result i32)
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
        i32.const 0
        local.get 0
        i32.sub
      end
      local.get 1 (;gas;)
      global.set 0
      return
    end
    i32.const 1
    global.set 3
    unreachable
  )
  (func $main (;2;) (type 0) (param i32) (result i32)
    (local i64)
    block
      global.get 2
      i32.const 19
      i32.sub
      global.set 2
      global.get 2
      i32.const 0
      i32.lt_s
      if
        i32.const 2
        global.set 3
        unreachable
      end
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
        i32.const 21
        local.get 0 (;which;)
        local.get 1 (;gas;)
        global.set 0
        call_indirect (type 0)
        global.get 0
        local.set 1 (;gas;)
      end
      global.get 2
      i32.const 19
      i32.add
      global.set 2
      local.get 1 (;gas;)
      global.set 0
      return
    end
    i32.const 1
    global.set 3
    unreachable
  )
  (table (;0;) 2 funcref)
  (global (;0;) (mut i64) (i64.const 0))
  (global (;1;) i32 (i32.const 1))
  (global (;2;) (mut i32) (i32.const 0))
  (global (;3;) (mut i32) (i32.const 0))
  (export "main" (func $main))
  (export "gantry:units" (global 0))
  (export "gantry:units_per_gas" (global 1))
  (export "gantry:stack_left" (global 2))
  (export "gantry:trap_reason" (global 3))
  (elem (;0;) (table 0) (offset (i32.const 0)) func $double $negate)
)
