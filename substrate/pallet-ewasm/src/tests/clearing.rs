//! The storage of destroyed contracts.

use super::*;

const SLOTS: u64 = 10;
/// What the engine says that the message used.
const USED: u64 = 100;
/// What the mock's weight of a slot takes in gas: 1,001 picoseconds at 1,000 a unit, and two bytes of proof at one a unit.
const GAS_OF_SLOT: u64 = 2;
const ENOUGH: u64 = USED + SLOTS * GAS_OF_SLOT;

fn fill(address: H160, slots: u64) {
    for slot in 0..slots {
        AccountStorages::<Test>::insert(address, H256::from_low_u64_be(slot), H256::repeat_byte(1));
    }
}

fn slots_of(address: H160) -> usize {
    AccountStorages::<Test>::iter_key_prefix(address).count()
}

fn destroys(addresses: &'static [u8]) -> impl FnMut(&Message) -> Result<Outcome, EngineFailure> {
    move |_| {
        let accounts = addresses
            .iter()
            .map(|seed| AccountChange {
                address: H160::repeat_byte(*seed),
                account: None,
                clears_storage: true,
                storage: vec![],
            })
            .collect();
        Ok(Outcome { accounts, ..success() })
    }
}

fn call(gas_limit: u64) -> DispatchResultWithPostInfo {
    let call = crate::Call::call { target: contract(), input: vec![], value: 0, gas_limit };
    RuntimeCall::Ewasm(call).dispatch(origin(1))
}

#[test]
fn each_slot_that_goes_is_paid_for() {
    new_chain().execute_with(|| {
        fill(contract(), SLOTS);
        engine_answers(destroys(&[0xcc]));
        let post = call(ENOUGH).expect("the gas suffices");
        assert_eq!(post.actual_weight, Some(Weight::from_parts(100 + ENOUGH * 1_000, ENOUGH)));
        assert_eq!(slots_of(contract()), 0);
    });
}

#[test]
fn a_message_that_cannot_pay_for_it_is_out_of_gas_and_clears_nothing() {
    new_chain().execute_with(|| {
        fill(contract(), SLOTS);
        engine_answers(destroys(&[0xcc]));
        let failed = call(ENOUGH - 1).expect_err("a unit of gas is missing");
        assert_eq!(failed.error, Error::<Test>::OutOfGas.into());
        let weight = Weight::from_parts(100 + (ENOUGH - 1) * 1_000, ENOUGH - 1);
        assert_eq!(failed.post_info.actual_weight, Some(weight));
        assert_eq!(slots_of(contract()), SLOTS as usize);
    });
}

#[test]
fn contracts_that_go_together_pay_together() {
    new_chain().execute_with(|| {
        fill(H160::repeat_byte(1), SLOTS);
        fill(H160::repeat_byte(2), SLOTS);
        engine_answers(destroys(&[1, 2]));
        assert!(call(ENOUGH).is_err());
        assert_ok!(call(ENOUGH + SLOTS * GAS_OF_SLOT));
        assert_eq!(slots_of(H160::repeat_byte(1)) + slots_of(H160::repeat_byte(2)), 0);
    });
}

#[test]
fn a_dry_run_knows_what_clearing_costs() {
    new_chain().execute_with(|| {
        fill(contract(), SLOTS);
        engine_answers(destroys(&[0xcc]));
        let kind = Kind::Call { target: contract() };
        let run = Ewasm::dry_run(&account(1), kind, vec![], 0, None).expect("it runs");
        assert_eq!((run.status, run.gas_used, run.gas_required), (Status::Success, ENOUGH, ENOUGH));
        assert_eq!(slots_of(contract()), SLOTS as usize);
    });
}
