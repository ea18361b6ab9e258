//! The pallet against an engine that answers by script.

mod accounts;
mod balances;
mod clearing;
mod encoding;
mod messages;

use crate::{
    address_mapping::{AddressMapping, HashTruncate, Reversible},
    gas_weight::GasToWeight,
    message::{Account, AccountChange, EngineFailure, Kind, Log, Message, Outcome, Status},
    mock::*,
    AccountCodes, AccountStorages, Accounts, CodeReferences, CodeUploads, Error, Event, GenesisAccount,
    OriginalAccounts, Pallet,
};
use codec::{Decode, Encode};
use frame::{testing_prelude::*, token::fungible::Inspect, traits::BuildGenesisConfig};

type Mapping = HashTruncate<BlakeTwo256>;

fn address(seed: u8) -> H160 {
    Mapping::to_address(&account(seed))
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
