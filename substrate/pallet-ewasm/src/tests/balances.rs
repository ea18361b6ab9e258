//! Balances of contract accounts and what backs them.

use super::*;
use proptest::prelude::{prop, prop_oneof, proptest, Just, ProptestConfig, Strategy};

#[test]
fn deposits_and_withdrawals_move_native_balance() {
    new_chain().execute_with(|| {
        let issuance = Balances::total_issuance();
        assert_ok!(Ewasm::deposit_balance(origin(1), 600));
        assert_eq!((balance_of(address(1)), Balances::balance(&account(1))), (600, 9_400));
        assert_ok!(Ewasm::withdraw_balance(origin(1), 600));
        assert_eq!((balance_of(address(1)), Balances::balance(&account(1))), (0, 10_000));
        assert_eq!(Accounts::<Test>::get(address(1)), None);
        assert!(is_backed());
        assert_eq!(Balances::total_issuance(), issuance);
        System::assert_last_event(
            Event::<Test>::Withdrawn { who: account(1), address: address(1), amount: 600 }.into(),
        );
    });
}

#[test]
fn a_deposit_leaves_the_existential_deposit() {
    new_chain().execute_with(|| {
        assert!(Ewasm::deposit_balance(origin(1), 10_000 - EXISTENTIAL_DEPOSIT + 1).is_err());
        assert_ok!(Ewasm::deposit_balance(origin(1), 10_000 - EXISTENTIAL_DEPOSIT));
        assert!(is_backed());
    });
}

#[test]
fn nobody_withdraws_more_than_they_have() {
    new_chain().execute_with(|| {
        assert_ok!(Ewasm::deposit_balance(origin(1), 500));
        assert_noop!(
            Ewasm::withdraw_balance(origin(2), 1),
            Error::<Test>::InsufficientBalance
        );
        assert_noop!(
            Ewasm::withdraw_balance(origin(1), 501),
            Error::<Test>::InsufficientBalance
        );
    });
}

#[test]
fn burned_balance_is_burned_from_the_pot() {
    new_chain().execute_with(|| {
        assert_ok!(Ewasm::deposit_balance(origin(1), 500));
        let issuance = Balances::total_issuance();
        engine_answers(|message| {
            let gone = AccountChange {
                address: message.sender,
                account: None,
                clears_storage: false,
                storage: vec![],
            };
            Ok(Outcome { burned: 500, accounts: vec![gone], ..success() })
        });
        assert_ok!(Ewasm::call(origin(1), contract(), vec![], 0, 1_000));
        assert_eq!(Balances::total_issuance(), issuance - 500);
        assert!(is_backed());
    });
}

#[test]
fn genesis_backs_its_accounts() {
    new_chain().execute_with(|| {
        let account = GenesisAccount {
            address: contract(),
            nonce: 1,
            balance: 77,
            code: vec![1, 2, 3],
            storage: vec![(H256::zero(), H256::repeat_byte(1))],
        };
        // The chain of the mock has its pot already: that is what a second one adds.
        let before = Balances::balance(&Ewasm::pot());
        crate::GenesisConfig::<Test> { accounts: vec![account], _config: Default::default() }.build();
        assert_eq!(Balances::balance(&Ewasm::pot()) - before, 77 + EXISTENTIAL_DEPOSIT);
        assert_eq!(Ewasm::code(contract()), vec![1, 2, 3]);
        assert_eq!(Ewasm::nonce(contract()), 1);
    });
}

/// What happens to balances.
#[derive(Clone, Debug)]
enum Step {
    Deposit(u8, u128),
    Withdraw(u8, u128),
    Send { from: u8, to: u8, amount: u128 },
    Burn(u8),
    /// The engine claims that balance came from nowhere.
    Forge(u8, u128),
}

fn step() -> impl Strategy<Value = Step> {
    let seed = 1u8..=4;
    let amount = prop_oneof![Just(0u128), 1u128..12_000, Just(u128::MAX)];
    prop_oneof![
        (seed.clone(), amount.clone()).prop_map(|(who, amount)| Step::Deposit(who, amount)),
        (seed.clone(), amount.clone()).prop_map(|(who, amount)| Step::Withdraw(who, amount)),
        (seed.clone(), 1u8..=4, amount.clone())
            .prop_map(|(from, to, amount)| Step::Send { from, to, amount }),
        seed.clone().prop_map(Step::Burn),
        (seed, amount).prop_map(|(who, amount)| Step::Forge(who, amount)),
    ]
}

/// Takes a step as a transaction would: whole or not at all.
fn take(step: Step) {
    let call = |target, value| {
        RuntimeCall::Ewasm(crate::Call::call { target, input: vec![], value, gas_limit: 1_000 })
    };
    let (who, call) = match step {
        Step::Deposit(who, amount) => {
            (who, RuntimeCall::Ewasm(crate::Call::deposit_balance { amount }))
        },
        Step::Withdraw(who, amount) => {
            (who, RuntimeCall::Ewasm(crate::Call::withdraw_balance { amount }))
        },
        Step::Send { from, to, amount } => {
            engine_answers(move |message| {
                let target = address(to);
                let accounts = match message.sender == target {
                    true => vec![],
                    false => moved(message.sender, target, message.value),
                };
                Ok(Outcome { accounts, ..success() })
            });
            (from, call(address(to), amount))
        },
        Step::Burn(who) => {
            engine_answers(|message| {
                let gone = AccountChange {
                    address: message.sender,
                    account: None,
                    clears_storage: true,
                    storage: vec![],
                };
                let burned = balance_of(message.sender);
                Ok(Outcome { burned, accounts: vec![gone], ..success() })
            });
            (who, call(contract(), 0))
        },
        Step::Forge(who, amount) => {
            engine_answers(move |message| {
                let rich = AccountChange {
                    address: message.sender,
                    account: Some(Account { nonce: 0, balance: amount, code_hash: H256::zero() }),
                    clears_storage: false,
                    storage: vec![],
                };
                Ok(Outcome { accounts: vec![rich], ..success() })
            });
            (who, call(contract(), 0))
        },
    };
    let _ = call.dispatch(origin(who));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn balances_stay_backed_whatever_happens(steps in prop::collection::vec(step(), 1..40)) {
        new_chain().execute_with(|| {
            for step in steps {
                take(step);
                assert!(is_backed());
                let held: u128 = (1..=4).map(|seed| Balances::total_balance(&account(seed))).sum();
                let pot = Balances::balance(&Ewasm::pot());
                assert_eq!(Balances::total_issuance(), held + pot);
            }
        });
    }
}
