//! What the pallet tells the engine, and what the engine answers: SCALE, version 1.
//!
//! The same bytes pass through the host function and through a socket to an engine elsewhere.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame::prelude::{H160, H256};
use scale_info::TypeInfo;

/// What is asked for: EVMC's `evmc_call_kind`, as far as a transaction can ask for it.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub enum Kind {
    /// Runs the code of an account, or only moves value.
    Call { target: H160 },
    /// Runs init code; the address follows from the sender's nonce.
    Create,
    /// Runs init code; the address follows from the salt (EIP-1014).
    Create2 { salt: H256 },
}

/// The block as contracts see it: EVMC's `evmc_tx_context`.
#[derive(Clone, Debug, Decode, Default, Encode, Eq, PartialEq, TypeInfo)]
pub struct BlockContext {
    pub number: u64,
    /// Seconds.
    pub timestamp: u64,
    pub coinbase: H160,
    pub gas_limit: u64,
    pub prev_randao: H256,
    pub chain_id: u64,
    /// Of the block before, which is all that contracts can ask for.
    pub parent_hash: H256,
}

/// The hardforks of Ethereum mainnet, with EVMC's numbers (`evmc_revision`).
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub enum Revision {
    Frontier,
    Homestead,
    TangerineWhistle,
    SpuriousDragon,
    Byzantium,
    Constantinople,
    Petersburg,
    Istanbul,
    Berlin,
    London,
    Paris,
    Shanghai,
    Cancun,
    Prague,
    Osaka,
}

/// What instructions of Ewasm code cost.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub enum GasSchedule {
    /// Nothing: only host functions cost gas. For the public state tests, which were filled so.
    Hera,
    EwasmV1,
    CalibratedV1,
}

/// What contracts run by. The chain says so and not each node: a runtime upgrade changes it for all of them at the same block.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Rules {
    pub revision: Revision,
    pub gas_schedule: GasSchedule,
}

/// A request to run a message on the contract accounts below `prefix`.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct Message {
    /// `twox_128` of the pallet's name: where in the state its storage begins.
    pub prefix: [u8; 16],
    pub rules: Rules,
    /// Longest code that may be deployed, in bytes; init code may have twice that.
    pub max_code_size: u32,
    pub kind: Kind,
    pub sender: H160,
    /// Moved from the sender's contract account, in units of the native balance.
    pub value: u128,
    pub gas_limit: u64,
    /// Call data, or init code.
    pub input: Vec<u8>,
    pub block: BlockContext,
}

/// How a message ended: the classes of EVMC's `evmc_status_code` that a caller can act on.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub enum Status {
    Success,
    Revert,
    OutOfGas,
    /// Any other failure of the contract, with EVMC's number for it.
    Failure(u8),
}

/// An account: balance in units of the native balance.
#[derive(
    Clone, Debug, Decode, DecodeWithMemTracking, Default, Encode, Eq, PartialEq, TypeInfo,
    codec::MaxEncodedLen,
)]
pub struct Account {
    pub nonce: u64,
    pub balance: u128,
    /// Keccak-256 of the code; zero where there is none.
    pub code_hash: H256,
}

impl Account {
    /// Neither nonce, balance nor code (EIP-161).
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What became of one account.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct AccountChange {
    pub address: H160,
    /// `None` where the account is gone.
    pub account: Option<Account>,
    /// Whether the storage from before is gone.
    pub clears_storage: bool,
    /// Slots that changed; zero where a slot is empty now.
    pub storage: Vec<(H256, H256)>,
}

/// An event of a contract.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Log {
    pub address: H160,
    /// At most four.
    pub topics: Vec<H256>,
    pub data: Vec<u8>,
}

/// What a message did. Everything but `status`, `gas_used` and `output` is empty unless it succeeded.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq, TypeInfo)]
pub struct Outcome {
    pub status: Status,
    /// After refunds.
    pub gas_used: u64,
    /// What the contract returned, or reverted with.
    pub output: Vec<u8>,
    /// The address of the new contract.
    pub created: Option<H160>,
    /// Balance that no account has any more (a contract that destroyed itself in its own favour).
    pub burned: u128,
    /// In ascending order of addresses.
    pub accounts: Vec<AccountChange>,
    /// Code that accounts name for the first time.
    pub codes: Vec<Vec<u8>>,
    pub logs: Vec<Log>,
}

/// Why there is no outcome. Never the contract's doing.
#[derive(
    Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo,
)]
pub enum EngineFailure {
    /// The message could not be read.
    MalformedMessage,
    /// The machine's memory or stack did not suffice.
    Exhausted,
    /// There is no engine, or it ended.
    Unavailable,
    /// The engine did not answer in time.
    TimedOut,
    /// A fault of the engine.
    Fault,
}

/// The engine's whole answer.
pub type Answer = Result<Outcome, EngineFailure>;

