;; The counter steps by a local while it is less than the end, so it might jump over the end and wrap around: then the number
;; of trips is not a division. One sum tells whether it may. The loop is written twice: charged ahead, where it cannot wrap,
;; and charged on its way back, where it can.
;; Metered: fast.
(module
  (type (;0;) (func (param i32 i32)))
  (func $main (;0;) (type 0) (param i32 i32)
    (local i64)
    (local i32)
    (local i32)
    (local i32)
    block
      global.get 0
      local.set 2 (;gas;)
      global.get 2
      local.set 3 (;depth;)
      block
        local.get 0 (;end;)
        local.get 1 (;stride;)
        i32.const 1
        i32.sub
        i32.add
        local.get 0 (;end;)
        i32.ge_u
        local.get 1 (;stride;)
        i32.const 0
        i32.ne
        i32.and
        if
          local.get 4 (;i;)
          local.get 1 (;stride;)
          i32.add
          local.set 5 (;scratch;)
          local.get 0 (;end;)
          local.get 5 (;scratch;)
          i32.sub
          i32.const 1
          i32.sub
          local.get 1 (;stride;)
          i32.div_u
          i32.const 1
          i32.add
          i32.const 0
          local.get 5 (;scratch;)
          local.get 0 (;end;)
          i32.lt_u
          select
          local.set 5 (;scratch;)
          local.get 2 (;gas;)
          local.get 5 (;scratch;)
          i64.extend_i32_u
          i64.const 10
          i64.mul
          i64.sub
          local.set 2 (;gas;)
          local.get 2 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          loop
            local.get 4 (;i;)
            i32.const 1
            i32.store8
            local.get 4 (;i;)
            local.get 1 (;stride;)
            i32.add
            local.tee 4 (;i;)
            local.get 0 (;end;)
            i32.lt_u
            br_if 0
          end
        else
          loop
            local.get 4 (;i;)
            i32.const 1
            i32.store8
            local.get 4 (;i;)
            local.get 1 (;stride;)
            i32.add
            local.tee 4 (;i;)
            local.get 0 (;end;)
            i32.lt_u
            local.get 2 (;gas;)
            i64.const 10
            i64.sub
            local.set 2 (;gas;)
            local.get 2 (;gas;)
            i64.const 0
            i64.lt_s
            br_if 3
            br_if 0
          end
          local.get 2 (;gas;)
          i64.const -10
          i64.sub
          local.set 2 (;gas;)
        end
      end
      local.get 2 (;gas;)
      i64.const 12
      i64.sub
      local.tee 2 (;gas;)
      global.set 0
      local.get 2 (;gas;)
      i64.const 0
      i64.lt_s
      br_if 0
      local.get 3 (;depth;)
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
