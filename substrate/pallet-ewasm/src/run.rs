//! From a dispatchable to the engine and back.

use crate::{
    address_mapping::AddressMapping,
    engine::Engine,
    gas_weight::GasToWeight,
    message::{BlockContext, EngineFailure, Kind, Message, Outcome, Status},
    revert_report,
    weights::WeightInfo,
    Accounts, BalanceOf, Config, Error, Event, Pallet,
};
use alloc::vec::Vec;
use frame::{
    prelude::*,
    token::fungible::Mutate,
    traits::PalletInfoAccess,
};

/// Why a message left no trace: what failed and what it used.
pub(crate) struct Failure {
    pub error: DispatchError,
    pub gas_used: u64,
}

impl<T: Config> Pallet<T> {
    /// The account that backs the balances of contract accounts.
    pub fn pot() -> T::AccountId {
        T::PalletId::get().into_account_truncating()
    }

    pub(crate) fn do_deposit(who: T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
        T::Currency::transfer(&who, &Self::pot(), amount, Preservation::Preserve)?;
        let address = T::AddressMapping::to_address(&who);
        Accounts::<T>::try_mutate(address, |stored| {
            let mut account = stored.take().unwrap_or_default();
            account.balance =
                account.balance.checked_add(amount.into()).ok_or(Error::<T>::BalanceOverflow)?;
            *stored = Some(account).filter(|account| !account.is_empty());
            Ok::<(), Error<T>>(())
        })?;
        Self::deposit_event(Event::Deposited { who, address, amount });
        Ok(())
    }

    pub(crate) fn do_withdraw(who: T::AccountId, amount: BalanceOf<T>) -> DispatchResult {
        let address = T::AddressMapping::to_address(&who);
        Accounts::<T>::try_mutate(address, |stored| {
            let mut account = stored.take().unwrap_or_default();
            account.balance = account
                .balance
                .checked_sub(amount.into())
                .ok_or(Error::<T>::InsufficientBalance)?;
            *stored = Some(account).filter(|account| !account.is_empty());
            Ok::<(), Error<T>>(())
        })?;
        T::Currency::transfer(&Self::pot(), &who, amount, Preservation::Preserve)?;
        Self::deposit_event(Event::Withdrawn { who, address, amount });
        Ok(())
    }

    /// Runs a message for `who` and books it: the weight of the gas that was used is what remains of the declared one.
    pub(crate) fn dispatch(
        who: &T::AccountId,
        kind: Kind,
        input: Vec<u8>,
        value: u128,
        gas_limit: u64,
    ) -> DispatchResultWithPostInfo {
        let length = input.len() as u32;
        let base = match kind {
            Kind::Call { .. } => T::WeightInfo::call(length),
            Kind::Create | Kind::Create2 { .. } => T::WeightInfo::create(length),
        };
        let post_info = |gas_used| PostDispatchInfo {
            actual_weight: Some(base.saturating_add(T::GasToWeight::weight(gas_used))),
            pays_fee: Pays::Yes,
        };
        let sender = T::AddressMapping::to_address(who);
        match Self::run(sender, kind, input, value, gas_limit) {
            Ok(gas_used) => Ok(post_info(gas_used)),
            Err(Failure { error, gas_used }) => {
                Err(DispatchErrorWithPostInfo { post_info: post_info(gas_used), error })
            },
        }
    }

    /// Runs a message and writes what it did. Says how much gas it used.
    fn run(
        sender: H160,
        kind: Kind,
        input: Vec<u8>,
        value: u128,
        gas_limit: u64,
    ) -> Result<u64, Failure> {
        let refused = |error: Error<T>| Failure { error: error.into(), gas_used: 0 };
        let (outcome, kind) =
            Self::ask(sender, kind, input, value, gas_limit).map_err(refused)?;
        let gas_used = outcome.gas_used.min(gas_limit);
        let failed = |error: Error<T>| Failure { error: error.into(), gas_used };
        match outcome.status {
            Status::Success => {},
            Status::Revert => {
                revert_report::record(outcome.output, gas_used);
                return Err(failed(Error::Reverted));
            },
            Status::OutOfGas => return Err(failed(Error::OutOfGas)),
            Status::Failure(_) => return Err(failed(Error::ContractFailed)),
        }
        Self::announce(sender, kind, value, gas_used, &outcome);
        Self::apply(outcome).map_err(failed)?;
        Ok(gas_used)
    }

    /// Checks a message and has the engine run it; writes nothing.
    pub(crate) fn ask(
        sender: H160,
        kind: Kind,
        input: Vec<u8>,
        value: u128,
        gas_limit: u64,
    ) -> Result<(Outcome, Kind), Error<T>> {
        ensure!(gas_limit <= T::BlockGasLimit::get(), Error::<T>::GasLimitTooHigh);
        let limit = match kind {
            Kind::Call { .. } => T::MaxInputSize::get(),
            Kind::Create | Kind::Create2 { .. } => T::MaxCodeSize::get().saturating_mul(2),
        };
        ensure!(input.len() <= limit as usize, Error::<T>::InputTooLarge);
        let balance = Accounts::<T>::get(sender).map_or(0, |account| account.balance);
        ensure!(balance >= value, Error::<T>::InsufficientBalance);

        let message = Message {
            prefix: frame::hashing::twox_128(<Self as PalletInfoAccess>::name().as_bytes()),
            rules: T::Rules::get(),
            max_code_size: T::MaxCodeSize::get(),
            kind,
            sender,
            value,
            gas_limit,
            input,
            block: Self::block_context(),
        };
        let outcome =
            T::Engine::run(&message).map_err(|failure: EngineFailure| Error::<T>::from(failure))?;
        Ok((Self::charge_clearing(outcome, gas_limit), message.kind))
    }

    fn announce(sender: H160, kind: Kind, value: u128, gas_used: u64, outcome: &Outcome) {
        match (kind, outcome.created) {
            (Kind::Call { target }, _) => {
                Self::deposit_event(Event::Call { caller: sender, target, value, gas_used });
            },
            (_, created) => {
                let address = created.unwrap_or_default();
                Self::deposit_event(Event::Create { creator: sender, address, gas_used });
            },
        }
        if !outcome.output.is_empty() && outcome.created.is_none() {
            Self::deposit_event(Event::Output { data: outcome.output.clone() });
        }
        for log in &outcome.logs {
            Self::deposit_event(Event::Log(log.clone()));
        }
    }

    fn block_context() -> BlockContext {
        let parent_hash = to_h256(frame_system::Pallet::<T>::parent_hash().as_ref());
        BlockContext {
            number: frame_system::Pallet::<T>::block_number().saturated_into(),
            timestamp: T::TimestampSeconds::get(),
            coinbase: T::Coinbase::get(),
            gas_limit: T::BlockGasLimit::get(),
            prev_randao: parent_hash,
            chain_id: T::ChainId::get(),
            parent_hash,
        }
    }
}

/// The first 32 bytes of a hash, with zeros behind a shorter one.
fn to_h256(hash: &[u8]) -> H256 {
    let mut bytes = [0; 32];
    let length = hash.len().min(32);
    bytes[..length].copy_from_slice(&hash[..length]);
    H256(bytes)
}
