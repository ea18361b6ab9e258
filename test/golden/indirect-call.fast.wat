;; The table is nobody else's, so its functions have gas and depth as parameters too, and an indirect call passes them
;; below the index.
;; Metered: fast.
(module
  (type (;0;) (func (param i32) (result i32)))
  (type (;1;) (func (param i32 i64 i32) (result i32 i64)))
  (func $double (;0;) (type 1) (param i32 i64 i32) (result i32 i64)
    block (result i32)
      local.get 0
      i32.const 1
      i32.shl
    end
    local.get 1 (;gas;)
    i64.const 3
    i64.sub
  )
  (func $negate (;1;) (type 1) (param i32 i64 i32) (result i32 i64)
    block (result i32)
      i32.const 0
      local.get 0
      i32.sub
    end
    local.get 1 (;gas;)
    i64.const 3
    i64.sub
  )
  (func $main (;2;) (type 0) (param i32) (result i32)
    (local i64)
    (local i32)
    (local i32)
    block
      global.get 0
      local.set 1 (;gas;)
      global.get 2
      local.set 2 (;depth;)
      local.get 2 (;depth;)
      i32.const 19
      i32.sub
      local.tee 2 (;depth;)
      i32.const 0
      i32.lt_s
      br_if 0
      block (result i32)
        i32.const 21
        local.get 0 (;which;)
        local.set 3 (;scratch;)
        local.get 1 (;gas;)
        i64.const 3
        i64.sub
        local.get 2 (;depth;)
        local.get 3 (;scratch;)
        call_indirect (type 1)
        local.set 1 (;gas;)
      end
      local.get 1 (;gas;)
      local.tee 1 (;gas;)
      global.set 0
      local.get 1 (;gas;)
      i64.const 0
      i64.lt_s
      br_if 0
      local.get 2 (;depth;)
      i32.const 19
      i32.add
      global.set 2
      return
    end
    i32.const 2
    i32.const 1
    local.get 2 (;depth;)
    i32.const 31
    i32.shr_u
    select
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
