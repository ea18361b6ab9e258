//! Writes what a message did, once it has been found to add up.

use crate::{
    message::{Account, AccountChange, Outcome},
    AccountCodes, AccountStorages, Accounts, CodeReferences, Config, Error, GenesisAccount, Pallet,
};
use alloc::vec::Vec;
use frame::{
    prelude::*,
    token::fungible::{Inspect, Mutate},
};

const MAX_TOPICS: usize = 4;

impl<T: Config> Pallet<T> {
    pub(crate) fn hash_of_code(code: &[u8]) -> H256 {
        H256(frame::hashing::keccak_256(code))
    }

    /// Writes an outcome. On an error some of it may be written: the caller's storage layer goes.
    pub(crate) fn apply(outcome: Outcome) -> Result<(), Error<T>> {
        ensure!(
            outcome.logs.iter().all(|log| log.topics.len() <= MAX_TOPICS),
            Error::<T>::EngineAnswerInvalid
        );
        Self::check_sum(&outcome)?;
        let mut stored = Vec::with_capacity(outcome.codes.len());
        for code in outcome.codes {
            stored.push(Self::store_code(code)?);
        }
        for change in outcome.accounts {
            Self::apply_account(change)?;
        }
        // Code that nobody names would stay for ever.
        let named = stored.iter().all(CodeReferences::<T>::contains_key);
        ensure!(named, Error::<T>::EngineAnswerInvalid);
        Self::burn(outcome.burned)
    }

    /// What accounts have after it, and what was burned, is what they had before.
    fn check_sum(outcome: &Outcome) -> Result<(), Error<T>> {
        let mut before = U256::zero();
        let mut after = U256::from(outcome.burned);
        for change in &outcome.accounts {
            let previous = Accounts::<T>::get(change.address).map_or(0, |account| account.balance);
            let next = change.account.as_ref().map_or(0, |account| account.balance);
            before = before.saturating_add(previous.into());
            after = after.saturating_add(next.into());
        }
        // An address named twice would be counted twice.
        let ascending = outcome.accounts.windows(2).all(|pair| pair[0].address < pair[1].address);
        ensure!(ascending && before == after, Error::<T>::EngineAnswerInvalid);
        Ok(())
    }

    fn store_code(code: Vec<u8>) -> Result<H256, Error<T>> {
        ensure!(code.len() <= T::MaxCodeSize::get() as usize, Error::<T>::CodeTooLarge);
        let code_hash = Self::hash_of_code(&code);
        if !AccountCodes::<T>::contains_key(code_hash) {
            AccountCodes::<T>::insert(code_hash, code);
        }
        Ok(code_hash)
    }

    fn apply_account(change: AccountChange) -> Result<(), Error<T>> {
        let AccountChange { address, account, clears_storage, storage } = change;
        let previous = Accounts::<T>::get(address).map_or(H256::zero(), |known| known.code_hash);
        let next = account.as_ref().map_or(H256::zero(), |account| account.code_hash);
        if previous != next {
            Self::add_reference(next)?;
            Self::remove_reference(previous);
        }
        if clears_storage {
            // As many as `charge_clearing` has counted.
            let _ = AccountStorages::<T>::clear_prefix(address, u32::MAX, None);
        }
        for (key, value) in storage {
            match value.is_zero() {
                true => AccountStorages::<T>::remove(address, key),
                false => AccountStorages::<T>::insert(address, key, value),
            }
        }
        Accounts::<T>::set(address, account.filter(|account| !account.is_empty()));
        Ok(())
    }

    fn add_reference(code_hash: H256) -> Result<(), Error<T>> {
        if code_hash.is_zero() {
            return Ok(());
        }
        ensure!(AccountCodes::<T>::contains_key(code_hash), Error::<T>::EngineAnswerInvalid);
        CodeReferences::<T>::mutate(code_hash, |count| *count = count.saturating_add(1));
        Ok(())
    }

    pub(crate) fn remove_reference(code_hash: H256) {
        if code_hash.is_zero() {
            return;
        }
        let left = CodeReferences::<T>::get(code_hash).saturating_sub(1);
        if left != 0 {
            CodeReferences::<T>::insert(code_hash, left);
            return;
        }
        CodeReferences::<T>::remove(code_hash);
        AccountCodes::<T>::remove(code_hash);
    }

    /// Balance that no contract account has is no longer backed.
    fn burn(amount: u128) -> Result<(), Error<T>> {
        if amount == 0 {
            return Ok(());
        }
        let amount = amount.try_into().map_err(|_| Error::<T>::BalanceOverflow)?;
        T::Currency::burn_from(
            &Self::pot(),
            amount,
            Preservation::Preserve,
            Precision::Exact,
            Fortitude::Polite,
        )
        .map(|_| ())
        .map_err(|_| Error::<T>::EngineAnswerInvalid)
    }

    /// Gives the pot its existential deposit and what the first accounts have.
    pub(crate) fn build_genesis(accounts: &[GenesisAccount]) {
        let mut backing: u128 = T::Currency::minimum_balance().into();
        for genesis in accounts {
            backing = backing.checked_add(genesis.balance).expect("balances of genesis overflow");
            let code_hash = match genesis.code.is_empty() {
                true => H256::zero(),
                false => Self::hash_of_code(&genesis.code),
            };
            if !code_hash.is_zero() {
                AccountCodes::<T>::insert(code_hash, &genesis.code);
                CodeReferences::<T>::mutate(code_hash, |count| *count += 1);
            }
            for (key, value) in &genesis.storage {
                AccountStorages::<T>::insert(genesis.address, key, value);
            }
            let account =
                Account { nonce: genesis.nonce, balance: genesis.balance, code_hash };
            Accounts::<T>::insert(genesis.address, account);
        }
        let backing = backing.try_into().ok().expect("balances of genesis overflow");
        T::Currency::mint_into(&Self::pot(), backing).expect("the pot takes its balance");
    }
}
