;; Four parameters, gas, depth and the instance are more than V8 has integer registers for. Depth travels as the bits of an f32,
;; in a register that is free: on the stack, each call would store it and load it again.
;; Metered: fast.
(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32 i32 i64 f32) (result i32 i64)))
  (func $count (;0;) (type 2) (param i32 i32 i32 i32 i64 f32) (result i32 i64)
    (local i32)
    block
      local.get 5 (;depth-as-f32;)
      i32.reinterpret_f32
      local.set 6 (;depth;)
      local.get 6 (;depth;)
      i32.const 24
      i32.sub
      local.tee 6 (;depth;)
      i32.const 0
      i32.lt_s
      br_if 0
      local.get 4 (;gas;)
      i64.const 0
      i64.lt_s
      br_if 0
      block (result i32)
        local.get 0 (;n;)
        if (result i32)
          local.get 0 (;n;)
          i32.const 1
          i32.sub
          local.get 2 (;b;)
          local.get 3 (;c;)
          local.get 1 (;a;)
          local.get 4 (;gas;)
          i64.const 9
          i64.sub
          local.get 6 (;depth;)
          f32.reinterpret_i32
          call $count
          local.set 4 (;gas;)
        else
          local.get 1 (;a;)
          local.get 4 (;gas;)
          i64.const 3
          i64.sub
          local.set 4 (;gas;)
        end
      end
      local.get 4 (;gas;)
      return
    end
    i32.const 2
    i32.const 1
    local.get 6 (;depth;)
    i32.const 31
    i32.shr_u
    select
    global.set 3
    unreachable
  )
  (func $main (;1;) (type 1) (param i32) (result i32)
    (local i64)
    (local i32)
    block
      global.get 0
      local.set 1 (;gas;)
      global.get 2
      local.set 2 (;depth;)
      local.get 2 (;depth;)
      i32.const 21
      i32.sub
      local.tee 2 (;depth;)
      i32.const 0
      i32.lt_s
      br_if 0
      block (result i32)
        local.get 0 (;n;)
        i32.const 1
        i32.const 2
        i32.const 3
        local.get 1 (;gas;)
        i64.const 5
        i64.sub
        local.get 2 (;depth;)
        f32.reinterpret_i32
        call $count
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
      i32.const 21
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
