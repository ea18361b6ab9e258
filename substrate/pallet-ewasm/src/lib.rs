//! Contract accounts on a FRAME chain, whose Ewasm and EVM code the Gantry engine runs.
//!
//! The pallet owns the accounts: nonce, balance, code and storage. A contract call goes to the
//! engine as one [`message::Message`]; the engine reads the pallet's storage while it runs and answers
//! with what changed; the pallet checks that and writes it. Nobody else writes its storage.
//!
//! Balances of contract accounts are backed, unit for unit, by the pallet's own account
//! ([`Pallet::pot`]): `deposit_balance` moves native balance there, `withdraw_balance` moves it
//! back, and nothing is minted. Genesis gives the pot its existential deposit on top, so that it
//! lives when all is withdrawn.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub use pallet::*;

pub mod address_mapping;
mod apply;
mod clearing;
mod dry_run;
pub mod engine;
pub mod gas_weight;
mod mapped_account;
pub mod message;
mod revert_report;
pub mod runtime_api;
mod run;
mod uploaded_code;
pub mod weights;

pub use revert_report::ReportRevert;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[frame::pallet]
pub mod pallet {
    use crate::{
        address_mapping::AddressMapping,
        engine::Engine,
        gas_weight::GasToWeight,
        message::{Account, EngineFailure, Kind, Log, Rules},
        weights::WeightInfo,
    };
    use alloc::vec::Vec;
    use frame::{
        prelude::*,
        token::fungible::{Inspect, InspectHold, Mutate, MutateHold},
    };

    pub type BalanceOf<T> =
        <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

    #[pallet::config]
    pub trait Config: frame_system::Config<RuntimeEvent: From<Event<Self>>> {
        /// The native balance.
        type Currency: Mutate<Self::AccountId, Balance: Into<u128> + TryFrom<u128>>
            + InspectHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
            + MutateHold<Self::AccountId>;

        type RuntimeHoldReason: From<HoldReason>;

        type Engine: Engine;

        type AddressMapping: AddressMapping<Self::AccountId>;

        type GasToWeight: GasToWeight;

        /// Gas of a block as contracts see it, and the most that one call may have.
        #[pallet::constant]
        type BlockGasLimit: Get<u64>;

        /// What contracts run by.
        type Rules: Get<Rules>;

        /// What contracts see as the block's beneficiary. They pay it nothing: fees are the chain's.
        type Coinbase: Get<H160>;

        /// What contracts see as chain id (EIP-155).
        #[pallet::constant]
        type ChainId: Get<u64>;

        /// What contracts see as time, in seconds.
        type TimestampSeconds: Get<u64>;

        /// Longest code, in bytes. Wasm needs more than the EVM's 24,576.
        #[pallet::constant]
        type MaxCodeSize: Get<u32>;

        /// Longest input of a call, in bytes; init code may have twice `MaxCodeSize`.
        #[pallet::constant]
        type MaxInputSize: Get<u32>;

        /// Held from an account while it is mapped.
        #[pallet::constant]
        type MappingDeposit: Get<BalanceOf<Self>>;

        /// Held for each byte of uploaded code, until it is removed.
        #[pallet::constant]
        type CodeByteDeposit: Get<BalanceOf<Self>>;

        /// Where the pot's account comes from.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        type WeightInfo: WeightInfo;
    }

    #[pallet::pallet]
    #[pallet::without_storage_info]
    pub struct Pallet<T>(_);

    #[pallet::composite_enum]
    pub enum HoldReason {
        AddressMapping,
        CodeUpload,
    }

    /// Contract accounts. One that is empty (EIP-161) is not stored.
    #[pallet::storage]
    pub type Accounts<T> = StorageMap<_, Blake2_128Concat, H160, Account>;

    /// Code by its Keccak-256, stored once however many accounts name it.
    #[pallet::storage]
    pub type AccountCodes<T> = StorageMap<_, Blake2_128Concat, H256, Vec<u8>>;

    /// Accounts that name a code, and one for its upload: code that nobody names goes.
    #[pallet::storage]
    pub type CodeReferences<T> = StorageMap<_, Blake2_128Concat, H256, u64, ValueQuery>;

    /// Who uploaded a code, and what is held from them for it.
    #[pallet::storage]
    pub type CodeUploads<T: Config> =
        StorageMap<_, Blake2_128Concat, H256, (T::AccountId, BalanceOf<T>)>;

    /// Slots that are not zero.
    #[pallet::storage]
    pub type AccountStorages<T> =
        StorageDoubleMap<_, Blake2_128Concat, H160, Blake2_128Concat, H256, H256, ValueQuery>;

    /// The accounts behind mapped addresses.
    #[pallet::storage]
    pub type OriginalAccounts<T: Config> = StorageMap<_, Blake2_128Concat, H160, T::AccountId>;

    #[pallet::genesis_config]
    #[derive(frame::derive::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Contract accounts to begin with; their balances are added to the total issuance.
        pub accounts: Vec<GenesisAccount>,
        #[serde(skip)]
        pub _config: core::marker::PhantomData<T>,
    }

    #[derive(Clone, Debug, Default, serde::Deserialize, serde::Serialize)]
    #[serde(crate = "frame::derive::serde", rename_all = "camelCase", default)]
    pub struct GenesisAccount {
        pub address: H160,
        pub nonce: u64,
        pub balance: u128,
        pub code: Vec<u8>,
        pub storage: Vec<(H256, H256)>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            Pallet::<T>::build_genesis(&self.accounts);
        }
    }

    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// Native balance became balance of a contract account.
        Deposited { who: T::AccountId, address: H160, amount: BalanceOf<T> },
        /// Balance of a contract account became native balance.
        Withdrawn { who: T::AccountId, address: H160, amount: BalanceOf<T> },
        /// A contract was made.
        Create { creator: H160, address: H160, gas_used: u64 },
        /// A message was run.
        Call { caller: H160, target: H160, value: u128, gas_used: u64 },
        /// What the call before this event returned.
        Output { data: Vec<u8> },
        /// An event of a contract.
        Log(Log),
        /// A call or creation failed by `REVERT`, with this data. Its effects are gone.
        Reverted { data: Vec<u8>, gas_used: u64 },
        /// Code was uploaded.
        CodeUploaded { who: T::AccountId, code_hash: H256 },
        /// Uploaded code was removed.
        CodeRemoved { who: T::AccountId, code_hash: H256 },
        /// An account can be found by its contract address.
        Mapped { who: T::AccountId, address: H160 },
        /// An account can no longer be found by its contract address.
        Unmapped { who: T::AccountId, address: H160 },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// The contract reverted; the event `Reverted` has its data.
        Reverted,
        /// The gas limit did not suffice.
        OutOfGas,
        /// The contract failed: trap, invalid instruction, stack, static mode, or the like.
        ContractFailed,
        /// The contract account has less than that.
        InsufficientBalance,
        /// More gas than a block has.
        GasLimitTooHigh,
        /// Longer than the chain takes code.
        CodeTooLarge,
        /// Longer than the chain takes input.
        InputTooLarge,
        /// There is no code.
        CodeEmpty,
        /// The code is there already.
        CodeExists,
        /// Nobody uploaded such code.
        CodeNotUploaded,
        /// Somebody else uploaded it.
        NotUploader,
        /// Accounts name the code.
        CodeInUse,
        /// The balance does not fit the type of the native balance.
        BalanceOverflow,
        /// The account is mapped.
        AlreadyMapped,
        /// The account is not mapped.
        NotMapped,
        /// The address belongs to another account.
        AddressTaken,
        /// The engine could not read the message.
        EngineMalformedMessage,
        /// The engine's machine has not enough memory or stack.
        EngineExhausted,
        /// There is no engine.
        EngineUnavailable,
        /// The engine did not answer in time.
        EngineTimedOut,
        /// The engine broke down.
        EngineFault,
        /// The engine's answer breaks a rule: balances that do not add up, code without a hash, a log with five topics.
        EngineAnswerInvalid,
    }

    impl<T> From<EngineFailure> for Error<T> {
        fn from(failure: EngineFailure) -> Self {
            match failure {
                EngineFailure::MalformedMessage => Error::EngineMalformedMessage,
                EngineFailure::Exhausted => Error::EngineExhausted,
                EngineFailure::Unavailable => Error::EngineUnavailable,
                EngineFailure::TimedOut => Error::EngineTimedOut,
                EngineFailure::Fault => Error::EngineFault,
            }
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Moves native balance to the caller's contract account.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::deposit_balance())]
        pub fn deposit_balance(
            origin: OriginFor<T>,
            #[pallet::compact] amount: BalanceOf<T>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_deposit(who, amount)
        }

        /// Moves balance of the caller's contract account back.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::withdraw_balance())]
        pub fn withdraw_balance(
            origin: OriginFor<T>,
            #[pallet::compact] amount: BalanceOf<T>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_withdraw(who, amount)
        }

        /// Calls the contract at `target`, or moves `value` there. Gas that is left is refunded as weight.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::call(input.len() as u32).saturating_add(T::GasToWeight::weight(*gas_limit)))]
        pub fn call(
            origin: OriginFor<T>,
            target: H160,
            input: Vec<u8>,
            #[pallet::compact] value: u128,
            #[pallet::compact] gas_limit: u64,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            Self::dispatch(&who, Kind::Call { target }, input, value, gas_limit)
        }

        /// Makes a contract; its address follows from the caller's nonce.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::create(init_code.len() as u32).saturating_add(T::GasToWeight::weight(*gas_limit)))]
        pub fn create(
            origin: OriginFor<T>,
            init_code: Vec<u8>,
            #[pallet::compact] value: u128,
            #[pallet::compact] gas_limit: u64,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            Self::dispatch(&who, Kind::Create, init_code, value, gas_limit)
        }

        /// Makes a contract; its address follows from the salt and the init code (EIP-1014).
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::create(init_code.len() as u32).saturating_add(T::GasToWeight::weight(*gas_limit)))]
        pub fn create2(
            origin: OriginFor<T>,
            init_code: Vec<u8>,
            salt: H256,
            #[pallet::compact] value: u128,
            #[pallet::compact] gas_limit: u64,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            Self::dispatch(&who, Kind::Create2 { salt }, init_code, value, gas_limit)
        }

        /// Stores code, so that contracts may name it by its hash; a deposit is held for each byte.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::upload_code(code.len() as u32))]
        pub fn upload_code(origin: OriginFor<T>, code: Vec<u8>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_upload_code(who, code)
        }

        /// Lets the caller be found by its contract address; holds a deposit.
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::map_account())]
        pub fn map_account(origin: OriginFor<T>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_map_account(who)
        }

        /// Undoes `map_account` and gives the deposit back.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::map_account())]
        pub fn unmap_account(origin: OriginFor<T>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_unmap_account(who)
        }

        /// Removes code that the caller uploaded and no account names, and gives the deposit back.
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::remove_code())]
        pub fn remove_code(origin: OriginFor<T>, code_hash: H256) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_remove_code(who, code_hash)
        }
    }
}
