//! Weights of the dispatchables, without the gas of contracts.

use core::marker::PhantomData;
use frame::weights_prelude::*;

/// Weights of the dispatchables. Lengths are in bytes.
pub trait WeightInfo {
    fn deposit_balance() -> Weight;
    fn withdraw_balance() -> Weight;
    fn call(input: u32) -> Weight;
    fn create(init_code: u32) -> Weight;
    fn upload_code(code: u32) -> Weight;
    fn remove_code() -> Weight;
    fn map_account() -> Weight;
    /// Of one slot that goes with its contract.
    fn clear_slot() -> Weight;
}

/// Estimates: reads and writes counted by hand, hashing and copying at a nanosecond a byte.
pub struct Estimated<T>(PhantomData<T>);

/// Picoseconds for each byte that is hashed, copied and encoded on the way to the engine.
const BYTE: u64 = 1_000;

impl<T: frame_system::Config> WeightInfo for Estimated<T> {
    /// Two native accounts and a contract account.
    fn deposit_balance() -> Weight {
        Weight::from_parts(50_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }

    fn withdraw_balance() -> Weight {
        Self::deposit_balance()
    }

    /// The caller's account; all else is paid for with gas.
    fn call(input: u32) -> Weight {
        Weight::from_parts(60_000_000, 4_000)
            .saturating_add(Weight::from_parts(BYTE, 0).saturating_mul(input.into()))
            .saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }

    fn create(init_code: u32) -> Weight {
        Self::call(init_code).saturating_add(T::DbWeight::get().reads_writes(2, 3))
    }

    fn upload_code(code: u32) -> Weight {
        Weight::from_parts(40_000_000, 4_000)
            .saturating_add(Weight::from_parts(BYTE, 1).saturating_mul(code.into()))
            .saturating_add(T::DbWeight::get().reads_writes(3, 4))
    }

    fn remove_code() -> Weight {
        Weight::from_parts(40_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(4, 5))
    }

    fn map_account() -> Weight {
        Weight::from_parts(30_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }

    /// Found by its key, and deleted. No less than a write takes on a disk, whatever `DbWeight` says.
    fn clear_slot() -> Weight {
        Weight::from_parts(100_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
}
