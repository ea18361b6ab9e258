//! Uploaded code, mapped accounts, gas and weight.

use super::*;

fn hex(text: &str) -> [u8; 20] {
    core::array::from_fn(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).expect("hex"))
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
fn uploaded_code_is_removed_by_its_uploader_once_no_account_names_it() {
    new_chain().execute_with(|| {
        let code = vec![1; 100];
        let code_hash = H256(frame::hashing::keccak_256(&code));
        assert_noop!(Ewasm::remove_code(origin(1), code_hash), Error::<Test>::CodeNotUploaded);
        assert_ok!(Ewasm::upload_code(origin(1), code.clone()));
        assert_noop!(Ewasm::remove_code(origin(2), code_hash), Error::<Test>::NotUploader);

        let contract_account = |account| AccountChange {
            address: contract(),
            account,
            clears_storage: false,
            storage: vec![],
        };
        let named = contract_account(Some(Account { nonce: 1, balance: 0, code_hash }));
        engine_answers(move |_| Ok(Outcome { accounts: vec![named.clone()], ..success() }));
        assert_ok!(Ewasm::create(origin(3), vec![1], 0, 1_000));
        assert_noop!(Ewasm::remove_code(origin(1), code_hash), Error::<Test>::CodeInUse);

        engine_answers(move |_| Ok(Outcome { accounts: vec![contract_account(None)], ..success() }));
        assert_ok!(Ewasm::call(origin(3), contract(), vec![], 0, 1_000));
        assert_eq!(AccountCodes::<Test>::get(code_hash), Some(code));
        assert_ok!(Ewasm::remove_code(origin(1), code_hash));
        System::assert_last_event(Event::<Test>::CodeRemoved { who: account(1), code_hash }.into());
        assert_eq!(Balances::balance(&account(1)), 10_000);
        assert!(!AccountCodes::<Test>::contains_key(code_hash));
        assert!(!CodeReferences::<Test>::contains_key(code_hash));
        assert!(!CodeUploads::<Test>::contains_key(code_hash));
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
        // With the hash of the other mapping it is the other mapping, but for Ethereum's accounts.
        type Mixed = Reversible<Test, BlakeTwo256>;
        assert_eq!(Mixed::to_address(&account(1)), address(1));
        assert_eq!(Mixed::to_address(&native), ethereum);
    });
}

#[test]
fn gas_fits_into_the_weight_it_is_paid_with() {
    type Rule = crate::gas_weight::GasWeight<WeightPerGas>;
    assert_eq!(Rule::weight(7), Weight::from_parts(7_000, 7));
    assert_eq!(Rule::gas(Weight::from_parts(7_999, 100)), 7);
    assert_eq!(Rule::gas(Weight::from_parts(u64::MAX, 3)), 3);
    assert_eq!(Rule::gas_for(Weight::from_parts(7_000, 7)), 7);
    assert_eq!(Rule::gas_for(Weight::from_parts(7_001, 0)), 8);
    assert_eq!(Rule::gas_for(Weight::from_parts(0, 9)), 9);
    assert_eq!(Rule::weight(u64::MAX), Weight::from_parts(u64::MAX, u64::MAX));
}
