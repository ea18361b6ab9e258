//! What a contract reverted with, told after the rollback.
//!
//! A dispatchable that fails loses its events with its storage. So `call` leaves the data in memory, and a
//! transaction extension deposits the event when the dispatchable is done, within the same call of the runtime.

use crate::{Config, Event, Pallet};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::marker::PhantomData;
use frame::{
    derive::{CloneNoBound, EqNoBound, PartialEqNoBound},
    prelude::{impl_tx_ext_default, DispatchInfoOf, DispatchResult, Weight},
    runtime::prelude::Dispatchable,
    traits::{DispatchOriginOf, PostDispatchInfoOf, TransactionExtension},
};
use scale_info::TypeInfo;

struct Report {
    data: Vec<u8>,
    gas_used: u64,
}

#[cfg(feature = "std")]
mod memory {
    use super::Report;
    use core::cell::RefCell;

    std::thread_local! {
        static REPORT: RefCell<Option<Report>> = const { RefCell::new(None) };
    }

    pub(super) fn set(report: Option<Report>) {
        REPORT.with(|cell| *cell.borrow_mut() = report);
    }

    pub(super) fn take() -> Option<Report> {
        REPORT.with(|cell| cell.borrow_mut().take())
    }
}

#[cfg(not(feature = "std"))]
mod memory {
    use super::Report;
    use core::cell::RefCell;

    struct OneThread(RefCell<Option<Report>>);

    // SAFETY: the runtime's Wasm has one thread.
    unsafe impl Sync for OneThread {}

    static REPORT: OneThread = OneThread(RefCell::new(None));

    pub(super) fn set(report: Option<Report>) {
        *REPORT.0.borrow_mut() = report;
    }

    pub(super) fn take() -> Option<Report> {
        REPORT.0.borrow_mut().take()
    }
}

/// Keeps what a message reverted with until the transaction is done; the last one of a batch stays.
pub(crate) fn record(data: Vec<u8>, gas_used: u64) {
    memory::set(Some(Report { data, gas_used }));
}

/// Deposits [`Event::Reverted`] when a message of the transaction reverted.
#[derive(CloneNoBound, Decode, DecodeWithMemTracking, Encode, EqNoBound, PartialEqNoBound, TypeInfo)]
#[scale_info(skip_type_params(T))]
pub struct ReportRevert<T: Config>(PhantomData<T>);

impl<T: Config> ReportRevert<T> {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: Config> core::fmt::Debug for ReportRevert<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
        write!(f, "ReportRevert")
    }
}

impl<T: Config + Send + Sync> TransactionExtension<T::RuntimeCall> for ReportRevert<T>
where
    T::RuntimeCall: Dispatchable,
{
    const IDENTIFIER: &'static str = "ReportRevert";
    type Implicit = ();
    type Val = ();
    type Pre = ();

    fn weight(&self, _call: &T::RuntimeCall) -> Weight {
        Weight::zero()
    }

    impl_tx_ext_default!(T::RuntimeCall; validate);

    /// Forgets what an earlier transaction left.
    fn prepare(
        self,
        _val: Self::Val,
        _origin: &DispatchOriginOf<T::RuntimeCall>,
        _call: &T::RuntimeCall,
        _info: &DispatchInfoOf<T::RuntimeCall>,
        _len: usize,
    ) -> Result<Self::Pre, frame::deps::sp_runtime::transaction_validity::TransactionValidityError>
    {
        memory::set(None);
        Ok(())
    }

    fn post_dispatch_details(
        _pre: Self::Pre,
        _info: &DispatchInfoOf<T::RuntimeCall>,
        _post_info: &PostDispatchInfoOf<T::RuntimeCall>,
        _len: usize,
        _result: &DispatchResult,
    ) -> Result<Weight, frame::deps::sp_runtime::transaction_validity::TransactionValidityError>
    {
        if let Some(Report { data, gas_used }) = memory::take() {
            Pallet::<T>::deposit_event(Event::Reverted { data, gas_used });
        }
        Ok(Weight::zero())
    }
}
