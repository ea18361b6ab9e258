;; The counter steps by a local while it is less than the end, so it might jump over the end and wrap around: then the number
;; of trips is not a division. One sum tells whether it may. The loop is written twice: charged ahead, where it cannot wrap,
;; and charged on its way back, where it can.
;; Metered: precise.
(module
  (type (;0;) (func (param i32 i32)))
  (func $main (;0;) (type 0) (param i32 i32)
    (local i32)
    (local i64)
    block
      global.get 0
      local.set 3 (;gas;)
      block
        local.get 3 (;gas;)
        i64.const 2
        i64.sub
        local.set 3 (;gas;)
        local.get 3 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        loop
          local.get 3 (;gas;)
          i64.const 3
          i64.sub
          local.set 3 (;gas;)
          local.get 3 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 2 (;i;)
          i32.const 1
          i32.store8
          local.get 3 (;gas;)
          i64.const 7
          i64.sub
          local.set 3 (;gas;)
          local.get 3 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 2 (;i;)
          local.get 1 (;stride;)
          i32.add
          local.tee 2 (;i;)
          local.get 0 (;end;)
          i32.lt_u
          br_if 0
        end
      end
      local.get 3 (;gas;)
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
