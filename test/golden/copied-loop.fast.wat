;; The length of a string: nobody knows the trips ahead. The loop is small, so it is written four times over, and one charge
;; and one check serve four trips. Who leaves in the middle pays there for the trips that were made.
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
        block
          loop
            local.get 0 (;at;)
            i32.const 1
            i32.add
            local.tee 0 (;at;)
            i32.load8_u
            i32.eqz
            br_if 1
            local.get 0 (;at;)
            i32.const 1
            i32.add
            local.tee 0 (;at;)
            i32.load8_u
            i32.eqz
            if
              local.get 1 (;gas;)
              i64.const 6
              i64.sub
              local.set 1 (;gas;)
              br 2
            end
            local.get 0 (;at;)
            i32.const 1
            i32.add
            local.tee 0 (;at;)
            i32.load8_u
            i32.eqz
            if
              local.get 1 (;gas;)
              i64.const 12
              i64.sub
              local.set 1 (;gas;)
              br 2
            end
            local.get 0 (;at;)
            i32.const 1
            i32.add
            local.tee 0 (;at;)
            i32.load8_u
            local.get 1 (;gas;)
            i64.const 24
            i64.sub
            local.set 1 (;gas;)
            local.get 1 (;gas;)
            i64.const 0
            i64.lt_s
            br_if 3
            br_if 0
          end
          local.get 1 (;gas;)
          i64.const -6
          i64.sub
          local.set 1 (;gas;)
        end
        local.get 0 (;at;)
      end
      local.get 1 (;gas;)
      i64.const 8
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
