//! What clients ask the runtime for without a transaction.

use crate::message::{Log, Status};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use frame::prelude::{H160, H256};
use scale_info::TypeInfo;

/// What a call or creation would do.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct DryRun {
    pub status: Status,
    /// After refunds.
    pub gas_used: u64,
    /// The least gas limit with which it ends as it did, where it succeeded: gas that was held back from nested calls
    /// and refunds count here.
    pub gas_required: u64,
    pub output: Vec<u8>,
    pub created: Option<H160>,
    pub logs: Vec<Log>,
}

/// Why nothing was run: the name of the pallet's error.
pub type Refusal = Vec<u8>;

sp_api::decl_runtime_apis! {
    /// Contract accounts: dry runs and what is stored.
    pub trait EwasmApi<AccountId> where AccountId: codec::Codec {
        /// Calls `target` as `origin` would; changes nothing. `None` for the gas limit: a block's.
        fn call(origin: AccountId, target: H160, input: Vec<u8>, value: u128, gas_limit: Option<u64>) -> Result<DryRun, Refusal>;

        /// Creates a contract as `origin` would; changes nothing.
        fn create(origin: AccountId, init_code: Vec<u8>, salt: Option<H256>, value: u128, gas_limit: Option<u64>) -> Result<DryRun, Refusal>;

        fn storage_at(address: H160, key: H256) -> H256;
        fn code(address: H160) -> Vec<u8>;
        fn balance(address: H160) -> u128;
        fn nonce(address: H160) -> u64;

        /// The contract account of an account of the chain.
        fn address(account: AccountId) -> H160;
    }
}
