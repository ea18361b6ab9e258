//! Code that lies on the chain before a contract names it, for a deposit.

use crate::{
    AccountCodes, CodeReferences, CodeUploads, Config, Error, Event, HoldReason, Pallet,
};
use alloc::vec::Vec;
use frame::{
    prelude::*,
    token::{fungible::MutateHold, Precision},
};

/// The upload itself counts as one, so that code stays when its last account goes.
const REFERENCES_OF_UPLOAD: u64 = 1;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_upload_code(who: T::AccountId, code: Vec<u8>) -> DispatchResult {
        ensure!(!code.is_empty(), Error::<T>::CodeEmpty);
        ensure!(code.len() <= T::MaxCodeSize::get() as usize, Error::<T>::CodeTooLarge);
        let code_hash = Self::hash_of_code(&code);
        ensure!(!AccountCodes::<T>::contains_key(code_hash), Error::<T>::CodeExists);
        let deposit = T::CodeByteDeposit::get().saturating_mul((code.len() as u32).into());
        T::Currency::hold(&HoldReason::CodeUpload.into(), &who, deposit)?;
        AccountCodes::<T>::insert(code_hash, code);
        CodeReferences::<T>::insert(code_hash, REFERENCES_OF_UPLOAD);
        CodeUploads::<T>::insert(code_hash, (&who, deposit));
        Self::deposit_event(Event::CodeUploaded { who, code_hash });
        Ok(())
    }

    pub(crate) fn do_remove_code(who: T::AccountId, code_hash: H256) -> DispatchResult {
        let (owner, deposit) =
            CodeUploads::<T>::get(code_hash).ok_or(Error::<T>::CodeNotUploaded)?;
        ensure!(owner == who, Error::<T>::NotUploader);
        ensure!(
            CodeReferences::<T>::get(code_hash) == REFERENCES_OF_UPLOAD,
            Error::<T>::CodeInUse
        );
        T::Currency::release(&HoldReason::CodeUpload.into(), &who, deposit, Precision::BestEffort)?;
        CodeUploads::<T>::remove(code_hash);
        Self::remove_reference(code_hash);
        Self::deposit_event(Event::CodeRemoved { who, code_hash });
        Ok(())
    }
}
