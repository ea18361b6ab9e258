//! Accounts that can be found by their contract address, for a deposit.

use crate::{address_mapping::AddressMapping, Config, Error, Event, HoldReason, OriginalAccounts, Pallet};
use frame::{
    prelude::*,
    token::{fungible::MutateHold, Precision},
};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_map_account(who: T::AccountId) -> DispatchResult {
        let address = T::AddressMapping::to_address(&who);
        match OriginalAccounts::<T>::get(address) {
            Some(owner) if owner == who => return Err(Error::<T>::AlreadyMapped.into()),
            Some(_) => return Err(Error::<T>::AddressTaken.into()),
            None => {},
        }
        T::Currency::hold(&HoldReason::AddressMapping.into(), &who, T::MappingDeposit::get())?;
        OriginalAccounts::<T>::insert(address, &who);
        Self::deposit_event(Event::Mapped { who, address });
        Ok(())
    }

    pub(crate) fn do_unmap_account(who: T::AccountId) -> DispatchResult {
        let address = T::AddressMapping::to_address(&who);
        ensure!(OriginalAccounts::<T>::get(address) == Some(who.clone()), Error::<T>::NotMapped);
        let deposit = T::MappingDeposit::get();
        T::Currency::release(&HoldReason::AddressMapping.into(), &who, deposit, Precision::BestEffort)?;
        OriginalAccounts::<T>::remove(address);
        Self::deposit_event(Event::Unmapped { who, address });
        Ok(())
    }
}
