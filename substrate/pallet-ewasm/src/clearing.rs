//! What it costs to take the storage of destroyed contracts away.
//!
//! A contract destroys itself for a few thousand units of gas, however many slots it has. So the pallet charges for each slot that
//! has to go, out of the gas that the message left; where that does not suffice the message is out of gas. The gas limit, and with
//! it the weight that was declared, bounds what is removed, and nothing is put off to later blocks.

use crate::{
    gas_weight::GasToWeight,
    message::{Outcome, Status},
    weights::WeightInfo,
    AccountStorages, Config, Pallet,
};
use alloc::vec::Vec;

impl<T: Config> Pallet<T> {
    /// The outcome with the gas for clearing in it, or as one that is out of gas. Counts no more slots than are paid for.
    pub(crate) fn charge_clearing(outcome: Outcome, gas_limit: u64) -> Outcome {
        let clears = outcome.accounts.iter().any(|change| change.clears_storage);
        if outcome.status != Status::Success || !clears {
            return outcome;
        }
        // Not free, whatever the rate: counting takes time.
        let price = T::GasToWeight::gas_for(T::WeightInfo::clear_slot()).max(1);
        let affordable = gas_limit.saturating_sub(outcome.gas_used) / price;
        let slots = Self::count_cleared(&outcome, affordable);
        if slots > affordable {
            return out_of_gas(gas_limit);
        }
        // At most the gas limit: the slots are affordable.
        Outcome { gas_used: outcome.gas_used.saturating_add(slots.saturating_mul(price)), ..outcome }
    }

    /// The slots that `outcome` clears, or one more than `most`.
    fn count_cleared(outcome: &Outcome, most: u64) -> u64 {
        let beyond = most.saturating_add(1);
        outcome
            .accounts
            .iter()
            .filter(|change| change.clears_storage)
            .flat_map(|change| AccountStorages::<T>::iter_key_prefix(change.address))
            .take(usize::try_from(beyond).unwrap_or(usize::MAX))
            .count() as u64
    }
}

fn out_of_gas(gas_limit: u64) -> Outcome {
    Outcome {
        status: Status::OutOfGas,
        gas_used: gas_limit,
        output: Vec::new(),
        created: None,
        burned: 0,
        accounts: Vec::new(),
        codes: Vec::new(),
        logs: Vec::new(),
    }
}
