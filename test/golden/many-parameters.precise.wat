;; Four parameters, gas, depth and the instance are more than V8 has integer registers for. Depth travels as the bits of an f32,
;; in a register that is free: on the stack, each call would store it and load it again.
;; Metered: precise.
(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (func $count (;0;) (type 0) (param i32 i32 i32 i32) (result i32)
    (local i64)
    block
      global.get 2
      i32.const 24
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
      local.set 4 (;gas;)
      block (result i32)
        local.get 4 (;gas;)
        i64.const 2
        i64.sub
        local.set 4 (;gas;)
        local.get 4 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 0 (;n;)
        if (result i32)
          local.get 4 (;gas;)
          i64.const 7
          i64.sub
          local.set 4 (;gas;)
          local.get 4 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 0 (;n;)
          i32.const 1
          i32.sub
          local.get 2 (;b;)
          local.get 3 (;c;)
          local.get 1 (;a;)
          local.get 4 (;gas;)
          global.set 0
          call $count
          global.get 0
          local.set 4 (;gas;)
        else
          local.get 4 (;gas;)
          i64.const 1
          i64.sub
          local.set 4 (;gas;)
          local.get 4 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 1 (;a;)
        end
      end
      global.get 2
      i32.const 24
      i32.add
      global.set 2
      local.get 4 (;gas;)
      global.set 0
      return
    end
    i32.const 1
    global.set 3
    unreachable
  )
  (func $main (;1;) (type 1) (param i32) (result i32)
    (local i64)
    block
      global.get 2
      i32.const 21
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
        i64.const 5
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 0 (;n;)
        i32.const 1
        i32.const 2
        i32.const 3
        local.get 1 (;gas;)
        global.set 0
        call $count
        global.get 0
        local.set 1 (;gas;)
      end
      global.get 2
      i32.const 21
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
