;; The number of trips is known before the loop: they are charged ahead and checked once, the loop itself stays as it is.
;; The dearer way through its `if` pays the difference while it runs.
;; Metered: precise.
(module
  (type (;0;) (func (param i32)))
  (func $main (;0;) (type 0) (param i32)
    (local i32)
    (local i64)
    block
      global.get 0
      local.set 2 (;gas;)
      block
        local.get 2 (;gas;)
        i64.const 2
        i64.sub
        local.set 2 (;gas;)
        local.get 2 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        loop
          local.get 2 (;gas;)
          i64.const 3
          i64.sub
          local.set 2 (;gas;)
          local.get 2 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 1 (;i;)
          i32.const 1
          i32.store8
          local.get 2 (;gas;)
          i64.const 4
          i64.sub
          local.set 2 (;gas;)
          local.get 2 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 1 (;i;)
          i32.const 1
          i32.and
          if
            local.get 2 (;gas;)
            i64.const 3
            i64.sub
            local.set 2 (;gas;)
            local.get 2 (;gas;)
            i64.const 0
            i64.lt_s
            br_if 3
            local.get 1 (;i;)
            i32.const 2
            i32.store8
          end
          local.get 2 (;gas;)
          i64.const 7
          i64.sub
          local.set 2 (;gas;)
          local.get 2 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 1 (;i;)
          i32.const 1
          i32.add
          local.tee 1 (;i;)
          local.get 0 (;end;)
          i32.ne
          br_if 0
        end
      end
      local.get 2 (;gas;)
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
