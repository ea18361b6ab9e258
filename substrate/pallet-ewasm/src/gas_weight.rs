//! Gas and weight.

use core::marker::PhantomData;
use frame::prelude::*;

/// A fixed weight for each unit of gas.
pub struct GasWeight<WeightPerGas>(PhantomData<WeightPerGas>);

/// How gas is paid for in weight.
pub trait GasToWeight {
    /// The weight of `gas`; saturates.
    fn weight(gas: u64) -> Weight;

    /// The most gas whose weight fits into `weight`.
    fn gas(weight: Weight) -> u64;

    /// The least gas that pays for `weight`, as far as gas pays for its components at all.
    fn gas_for(weight: Weight) -> u64;
}

impl<WeightPerGas: Get<Weight>> GasToWeight for GasWeight<WeightPerGas> {
    fn weight(gas: u64) -> Weight {
        WeightPerGas::get().saturating_mul(gas)
    }

    fn gas(weight: Weight) -> u64 {
        // `None` where a component of the divisor is zero and limits nothing.
        weight.checked_div_per_component(&WeightPerGas::get()).unwrap_or(u64::MAX)
    }

    fn gas_for(weight: Weight) -> u64 {
        let rate = WeightPerGas::get();
        let component = |amount: u64, per_gas: u64| match per_gas {
            0 => 0,
            _ => amount.div_ceil(per_gas),
        };
        component(weight.ref_time(), rate.ref_time())
            .max(component(weight.proof_size(), rate.proof_size()))
    }
}
