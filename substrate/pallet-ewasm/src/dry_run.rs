//! The runtime API's answers.

use crate::{
    address_mapping::AddressMapping,
    message::{Kind, Outcome, Status},
    runtime_api::{DryRun, Refusal},
    AccountCodes, AccountStorages, Accounts, Config, Error, Pallet,
};
use alloc::vec::Vec;
use frame::prelude::*;

impl<T: Config> Pallet<T> {
    /// Runs a message and writes nothing. The least gas limit is searched for by bisection when it succeeds.
    pub fn dry_run(
        origin: &T::AccountId,
        kind: Kind,
        input: Vec<u8>,
        value: u128,
        gas_limit: Option<u64>,
    ) -> Result<DryRun, Refusal> {
        let sender = T::AddressMapping::to_address(origin);
        let most = gas_limit.unwrap_or(T::BlockGasLimit::get());
        let attempt = |gas| {
            Self::ask(sender, kind.clone(), input.clone(), value, gas)
                .map(|(outcome, _)| outcome)
                .map_err(name_of)
        };
        let outcome = attempt(most)?;
        let gas_required = match outcome.status {
            Status::Success => least_gas(outcome.gas_used, most, |gas| {
                attempt(gas).is_ok_and(|outcome| outcome.status == Status::Success)
            }),
            _ => outcome.gas_used,
        };
        let Outcome { status, gas_used, output, created, logs, .. } = outcome;
        Ok(DryRun { status, gas_used, gas_required, output, created, logs })
    }

    pub fn address_of(account: &T::AccountId) -> H160 {
        T::AddressMapping::to_address(account)
    }

    pub fn storage_at(address: H160, key: H256) -> H256 {
        AccountStorages::<T>::get(address, key)
    }

    pub fn code(address: H160) -> Vec<u8> {
        Accounts::<T>::get(address)
            .and_then(|account| AccountCodes::<T>::get(account.code_hash))
            .unwrap_or_default()
    }

    pub fn balance(address: H160) -> u128 {
        Accounts::<T>::get(address).map_or(0, |account| account.balance)
    }

    pub fn nonce(address: H160) -> u64 {
        Accounts::<T>::get(address).map_or(0, |account| account.nonce)
    }
}

fn name_of<T: Config>(error: Error<T>) -> Refusal {
    let error: &'static str = error.into();
    error.as_bytes().to_vec()
}

/// The least gas in `used..=enough` that suffices, `enough` being known to.
fn least_gas(used: u64, enough: u64, mut suffices: impl FnMut(u64) -> bool) -> u64 {
    if suffices(used) {
        return used;
    }
    let (mut low, mut high) = (used, enough);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        match suffices(middle) {
            true => high = middle,
            false => low = middle,
        }
    }
    high
}
