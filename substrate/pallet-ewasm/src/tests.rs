//! The pallet against an engine that answers by script.

use crate::{
    address_mapping::{AddressMapping, HashTruncate, Reversible},
    gas_weight::GasToWeight,
    message::{Account, AccountChange, EngineFailure, Kind, Log, Message, Outcome, Status},
    mock::*,
    AccountCodes, AccountStorages, Accounts, CodeReferences, Error, Event, GenesisAccount,
    OriginalAccounts, Pallet,
};
use codec::{Decode, Encode};
use frame::{testing_prelude::*, token::fungible::Inspect, traits::BuildGenesisConfig};
use proptest::prelude::{prop, prop_oneof, proptest, Just, ProptestConfig, Strategy};

type Mapping = HashTruncate<BlakeTwo256>;

fn address(seed: u8) -> H160 {
    Mapping::to_address(&account(seed))
}

fn hex(text: &str) -> [u8; 20] {
    core::array::from_fn(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).expect("hex"))
}

fn contract() -> H160 {
    H160::repeat_byte(0xcc)
}

fn origin(seed: u8) -> RuntimeOrigin {
    RuntimeOrigin::signed(account(seed))
}

/// An outcome that changed nothing.
fn success() -> Outcome {
    Outcome {
        status: Status::Success,
        gas_used: 100,
        output: vec![],
        created: None,
        burned: 0,
        accounts: vec![],
        codes: vec![],
        logs: vec![],
    }
}

fn balance_of(address: H160) -> u128 {
    Pallet::<Test>::balance(address)
}

/// The pot has what contract accounts have, and its existential deposit.
fn is_backed() -> bool {
    let owed: u128 = Accounts::<Test>::iter_values().map(|account| account.balance).sum();
    Balances::balance(&Ewasm::pot()) == owed + EXISTENTIAL_DEPOSIT
}

fn moved(from: H160, to: H160, amount: u128) -> Vec<AccountChange> {
    let change = |address: H160, balance: u128| AccountChange {
        address,
        account: Some(Account {
            balance,
            ..Accounts::<Test>::get(address).unwrap_or_default()
        }),
        clears_storage: false,
        storage: vec![],
    };
    let mut changes = vec![
        change(from, balance_of(from) - amount),
        change(to, balance_of(to) + amount),
    ];
    changes.sort_by_key(|change| change.address);
    changes
}

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
fn a_call_writes_the_diff_and_tells_of_it() {
    new_chain().execute_with(|| {
        assert_ok!(Ewasm::deposit_balance(origin(1), 500));
        let log = Log { address: contract(), topics: vec![H256::repeat_byte(1)], data: vec![7] };
        let told = log.clone();
        engine_answers(move |message| {
            assert_eq!(message.kind, Kind::Call { target: contract() });
            let mut accounts = moved(message.sender, contract(), message.value);
            for change in &mut accounts {
                if change.address == contract() {
                    change.storage = vec![(H256::zero(), H256::repeat_byte(9))];
                }
            }
            Ok(Outcome { accounts, output: vec![1, 2], logs: vec![log.clone()], ..success() })
        });
        let post = Ewasm::call(origin(1), contract(), vec![5], 40, 1_000).expect("it succeeds");
        assert_eq!(post.actual_weight, Some(Weight::from_parts(100 + 100 * 1_000, 100)));
        assert_eq!(last_message().value, 40);
        assert_eq!(last_message().input, vec![5]);
        assert_eq!(last_message().block.chain_id, 1_337);
        assert_eq!((balance_of(address(1)), balance_of(contract())), (460, 40));
        assert_eq!(Ewasm::storage_at(contract(), H256::zero()), H256::repeat_byte(9));
        assert!(is_backed());
        let caller = address(1);
        System::assert_has_event(
            Event::<Test>::Call { caller, target: contract(), value: 40, gas_used: 100 }.into(),
        );
        System::assert_has_event(Event::<Test>::Output { data: vec![1, 2] }.into());
        System::assert_has_event(Event::<Test>::Log(told).into());
    });
}

#[test]
fn a_slot_of_zero_is_not_stored_and_cleared_storage_goes() {
    new_chain().execute_with(|| {
        AccountStorages::<Test>::insert(contract(), H256::zero(), H256::repeat_byte(1));
        AccountStorages::<Test>::insert(contract(), H256::repeat_byte(2), H256::repeat_byte(1));
        let change = |clears_storage, storage| {
            move |_: &Message| {
                Ok(Outcome {
                    accounts: vec![AccountChange {
                        address: contract(),
                        account: None,
                        clears_storage,
                        storage,
                    }],
                    ..success()
                })
            }
        };
        let once = std::cell::RefCell::new(Some(change(false, vec![(H256::zero(), H256::zero())])));
        engine_answers(move |message| once.borrow_mut().take().expect("one call")(message));
        assert_ok!(Ewasm::call(origin(1), contract(), vec![], 0, 1_000));
        assert_eq!(AccountStorages::<Test>::iter_prefix(contract()).count(), 1);

        let once = std::cell::RefCell::new(Some(change(true, vec![])));
        engine_answers(move |message| once.borrow_mut().take().expect("one call")(message));
        assert_ok!(Ewasm::call(origin(1), contract(), vec![], 0, 1_000));
        assert_eq!(AccountStorages::<Test>::iter_prefix(contract()).count(), 0);
    });
}

#[test]
fn code_is_stored_once_and_goes_with_its_last_account() {
    new_chain().execute_with(|| {
        let code = vec![0, 0x61, 0x73, 0x6d];
        let code_hash = H256(frame::hashing::keccak_256(&code));
        let created = [H160::repeat_byte(1), H160::repeat_byte(2)];
        let change = move |address: H160, account: Option<Account>| AccountChange {
            address,
            account,
            clears_storage: false,
            storage: vec![],
        };
        let named = Account { nonce: 1, balance: 0, code_hash };
        for new in created {
            let (code, named) = (code.clone(), named.clone());
            engine_answers(move |_| {
                Ok(Outcome {
                    created: Some(new),
                    accounts: vec![change(new, Some(named.clone()))],
                    codes: vec![code.clone()],
                    ..success()
                })
            });
            assert_ok!(Ewasm::create(origin(1), vec![1], 0, 1_000));
            System::assert_last_event(
                Event::<Test>::Create { creator: address(1), address: new, gas_used: 100 }.into(),
            );
        }
        assert_eq!(CodeReferences::<Test>::get(code_hash), 2);
        assert_eq!(Ewasm::code(created[0]), code);
        for gone in created {
            engine_answers(move |_| Ok(Outcome { accounts: vec![change(gone, None)], ..success() }));
            assert_ok!(Ewasm::call(origin(1), gone, vec![], 0, 1_000));
        }
        assert!(!AccountCodes::<Test>::contains_key(code_hash));
        assert!(!CodeReferences::<Test>::contains_key(code_hash));
    });
}

#[test]
fn a_failed_call_changes_nothing_and_pays_for_its_gas() {
    let failures = [
        (Status::Revert, Error::<Test>::Reverted),
        (Status::OutOfGas, Error::OutOfGas),
        (Status::Failure(5), Error::ContractFailed),
    ];
    for (status, expected) in failures {
        new_chain().execute_with(|| {
            engine_answers(move |_| Ok(Outcome { status, gas_used: 700, ..success() }));
            let failed = Ewasm::call(origin(1), contract(), vec![], 0, 1_000).expect_err("it fails");
            assert_eq!(failed.error, expected.into());
            let weight = Weight::from_parts(100 + 700 * 1_000, 700);
            assert_eq!(failed.post_info.actual_weight, Some(weight));
            assert_eq!(failed.post_info.pays_fee, Pays::Yes);
            assert_eq!(Accounts::<Test>::iter().count(), 0);
        });
    }
}

#[test]
fn failures_of_the_engine_are_errors() {
    let failures = [
        (EngineFailure::MalformedMessage, Error::<Test>::EngineMalformedMessage),
        (EngineFailure::Exhausted, Error::EngineExhausted),
        (EngineFailure::Unavailable, Error::EngineUnavailable),
        (EngineFailure::TimedOut, Error::EngineTimedOut),
        (EngineFailure::Fault, Error::EngineFault),
    ];
    for (failure, expected) in failures {
        new_chain().execute_with(|| {
            engine_answers(move |_| Err(failure));
            let failed = Ewasm::call(origin(1), contract(), vec![], 0, 9).expect_err("it fails");
            assert_eq!(failed.error, expected.into());
        });
    }
}

#[test]
fn answers_that_do_not_add_up_are_refused_whole() {
    let account = |address: H160, balance: u128, code_hash: H256| AccountChange {
        address,
        account: Some(Account { nonce: 0, balance, code_hash }),
        clears_storage: false,
        storage: vec![],
    };
    let topics = vec![H256::zero(); 5];
    let bad = [
        // Balance from nowhere, an account twice, code that is not there, five topics, burned from nobody.
        Outcome { accounts: vec![account(contract(), 1, H256::zero())], ..success() },
        Outcome { accounts: vec![account(contract(), 0, H256::zero()); 2], ..success() },
        Outcome { accounts: vec![account(contract(), 0, H256::repeat_byte(1))], ..success() },
        Outcome { logs: vec![Log { address: contract(), topics, data: vec![] }], ..success() },
        Outcome { burned: 1, ..success() },
    ];
    for outcome in bad {
        new_chain().execute_with(|| {
            engine_answers(move |_| Ok(outcome.clone()));
            let call = RuntimeCall::Ewasm(crate::Call::call {
                target: contract(),
                input: vec![],
                value: 0,
                gas_limit: 1_000,
            });
            let failed = call.dispatch(origin(1)).expect_err("it fails");
            assert_eq!(failed.error, Error::<Test>::EngineAnswerInvalid.into());
            assert_eq!(Accounts::<Test>::iter().count(), 0);
            assert!(is_backed());
        });
    }
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
fn limits_are_checked_before_the_engine_is_asked() {
    new_chain().execute_with(|| {
        engine_answers(|_| panic!("nobody should ask"));
        let error = |result: DispatchResultWithPostInfo| result.expect_err("it fails").error;
        assert_eq!(
            error(Ewasm::call(origin(1), contract(), vec![], 0, 1_000_001)),
            Error::<Test>::GasLimitTooHigh.into()
        );
        assert_eq!(
            error(Ewasm::call(origin(1), contract(), vec![0; 2_049], 0, 1)),
            Error::<Test>::InputTooLarge.into()
        );
        assert_eq!(
            error(Ewasm::create(origin(1), vec![0; 2_049], 0, 1)),
            Error::<Test>::InputTooLarge.into()
        );
        assert_eq!(
            error(Ewasm::call(origin(1), contract(), vec![], 1, 1)),
            Error::<Test>::InsufficientBalance.into()
        );
        assert_noop!(
            Ewasm::call(RuntimeOrigin::none(), contract(), vec![], 0, 1),
            DispatchError::BadOrigin
        );
    });
}

#[test]
fn uploaded_code_is_kept_for_a_deposit() {
    new_chain().execute_with(|| {
        let code = vec![1; 100];
        assert_ok!(Ewasm::upload_code(origin(1), code.clone()));
        assert_eq!(Balances::balance(&account(1)), 9_900);
        assert_noop!(Ewasm::upload_code(origin(2), code.clone()), Error::<Test>::CodeExists);
        assert_noop!(Ewasm::upload_code(origin(1), vec![]), Error::<Test>::CodeEmpty);
        assert_noop!(Ewasm::upload_code(origin(1), vec![0; 1_025]), Error::<Test>::CodeTooLarge);
        let code_hash = H256(frame::hashing::keccak_256(&code));
        assert_eq!(AccountCodes::<Test>::get(code_hash), Some(code));
    });
}

#[test]
fn mapped_accounts_can_be_found_and_get_their_deposit_back() {
    new_chain().execute_with(|| {
        assert_ok!(Ewasm::map_account(origin(1)));
        assert_eq!(OriginalAccounts::<Test>::get(address(1)), Some(account(1)));
        assert_eq!(Balances::balance(&account(1)), 9_995);
        assert_noop!(Ewasm::map_account(origin(1)), Error::<Test>::AlreadyMapped);
        assert_noop!(Ewasm::unmap_account(origin(2)), Error::<Test>::NotMapped);
        assert_ok!(Ewasm::unmap_account(origin(1)));
        assert_eq!(Balances::balance(&account(1)), 10_000);
    });
}

#[test]
fn the_reversible_mapping_goes_both_ways() {
    new_chain().execute_with(|| {
        let ethereum = H160::repeat_byte(0x42);
        let native = Reversible::<Test>::to_account(&ethereum).expect("any address has one");
        assert_eq!(Reversible::<Test>::to_address(&native), ethereum);
        // Keccak-256 of 32 bytes of 1, by @noble/hashes, without its first 12 bytes.
        let expected = H160(hex("b312bec018884c2d66667c67a90508214bd8bafc"));
        assert_eq!(Reversible::<Test>::to_address(&account(1)), expected);
    });
}

#[test]
fn gas_fits_into_the_weight_it_is_paid_with() {
    type Rule = crate::gas_weight::GasWeight<WeightPerGas>;
    assert_eq!(Rule::weight(7), Weight::from_parts(7_000, 7));
    assert_eq!(Rule::gas(Weight::from_parts(7_999, 100)), 7);
    assert_eq!(Rule::gas(Weight::from_parts(u64::MAX, 3)), 3);
    assert_eq!(Rule::weight(u64::MAX), Weight::from_parts(u64::MAX, u64::MAX));
}

#[test]
fn a_dry_run_finds_the_least_gas_and_changes_nothing() {
    new_chain().execute_with(|| {
        // A call that needs 5,000 to succeed and uses 3,000 of them.
        engine_answers(|message| match message.gas_limit {
            0..5_000 => Ok(Outcome {
                status: Status::OutOfGas,
                gas_used: message.gas_limit,
                ..success()
            }),
            _ => Ok(Outcome { gas_used: 3_000, output: vec![3], ..success() }),
        });
        let kind = Kind::Call { target: contract() };
        let root = frame::deps::sp_io::storage::root(StateVersion::V1);
        let run = Ewasm::dry_run(&account(1), kind, vec![], 0, None).expect("it runs");
        assert_eq!((run.gas_used, run.gas_required, run.output), (3_000, 5_000, vec![3]));
        assert_eq!(frame::deps::sp_io::storage::root(StateVersion::V1), root);
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

#[test]
fn messages_survive_their_encoding() {
    new_chain().execute_with(|| {
        engine_answers(|_| Ok(success()));
        assert_ok!(Ewasm::create2(origin(1), vec![1, 2], H256::repeat_byte(3), 0, 1_000));
        let message = last_message();
        assert_eq!(message.kind, Kind::Create2 { salt: H256::repeat_byte(3) });
        assert_eq!(message.prefix, frame::hashing::twox_128(b"Ewasm"));
        assert_eq!(Message::decode(&mut &message.encode()[..]), Ok(message));
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
