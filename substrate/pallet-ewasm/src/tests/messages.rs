//! Messages to the engine and what becomes of its answers.

use super::*;

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
        assert_eq!(last_message().block.coinbase, Coinbase::get());
        assert_eq!(last_message().rules, ContractRules::get());
        assert_eq!(last_message().max_code_size, 1_024);
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
        // Balance from nowhere, an account twice, code that is not there or is nobody's, five topics, burned from nobody.
        Outcome { accounts: vec![account(contract(), 1, H256::zero())], ..success() },
        Outcome { accounts: vec![account(contract(), 0, H256::zero()); 2], ..success() },
        Outcome { accounts: vec![account(contract(), 0, H256::repeat_byte(1))], ..success() },
        Outcome { codes: vec![vec![1]], ..success() },
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
