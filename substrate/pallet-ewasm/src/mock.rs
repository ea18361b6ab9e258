//! A runtime with an engine that the test scripts.

use crate::{
    self as pallet_ewasm,
    address_mapping::HashTruncate,
    engine::Engine,
    gas_weight::GasWeight,
    message::{Answer, EngineFailure, GasSchedule, Message, Revision, Rules},
};
use frame::{runtime::prelude::*, testing_prelude::*};
use std::{cell::RefCell, vec::Vec};

pub type AccountId = frame::deps::sp_runtime::AccountId32;

#[frame_construct_runtime]
mod runtime {
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeTask
    )]
    pub struct Test;

    #[runtime::pallet_index(0)]
    pub type System = frame_system::Pallet<Test>;

    #[runtime::pallet_index(1)]
    pub type Balances = pallet_balances::Pallet<Test>;

    #[runtime::pallet_index(2)]
    pub type Ewasm = pallet_ewasm::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Test {
    type Block = MockBlock<Test>;
    type AccountId = AccountId;
    type Lookup = IdentityLookup<AccountId>;
    type AccountData = pallet_balances::AccountData<u128>;
}

pub const EXISTENTIAL_DEPOSIT: u128 = 10;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
    type Balance = u128;
    type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
    type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
    pub const WeightPerGas: Weight = Weight::from_parts(1_000, 1);
    pub const EwasmPalletId: PalletId = PalletId(*b"gtyewasm");
    pub const ContractRules: Rules =
        Rules { revision: Revision::Shanghai, gas_schedule: GasSchedule::EwasmV1 };
    pub const Coinbase: H160 = H160([0xcb; 20]);
}

impl pallet_ewasm::Config for Test {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Engine = ScriptedEngine;
    type AddressMapping = HashTruncate<BlakeTwo256>;
    type GasToWeight = GasWeight<WeightPerGas>;
    type BlockGasLimit = ConstU64<1_000_000>;
    type Rules = ContractRules;
    type Coinbase = Coinbase;
    type ChainId = ConstU64<1_337>;
    type TimestampSeconds = ConstU64<1_700_000_000>;
    type MaxCodeSize = ConstU32<1_024>;
    type MaxInputSize = ConstU32<2_048>;
    type MappingDeposit = ConstU128<5>;
    type CodeByteDeposit = ConstU128<1>;
    type PalletId = EwasmPalletId;
    type WeightInfo = ();
}

impl crate::weights::WeightInfo for () {
    fn deposit_balance() -> Weight {
        Weight::from_parts(10, 0)
    }
    fn withdraw_balance() -> Weight {
        Weight::from_parts(10, 0)
    }
    fn call(_input: u32) -> Weight {
        Weight::from_parts(100, 0)
    }
    fn create(_init_code: u32) -> Weight {
        Weight::from_parts(200, 0)
    }
    fn upload_code(_code: u32) -> Weight {
        Weight::from_parts(10, 0)
    }
    fn remove_code() -> Weight {
        Weight::from_parts(10, 0)
    }
    fn map_account() -> Weight {
        Weight::from_parts(10, 0)
    }
    /// Two units of gas.
    fn clear_slot() -> Weight {
        Weight::from_parts(1_001, 2)
    }
}

type Script = Box<dyn FnMut(&Message) -> Answer>;

std::thread_local! {
    static SCRIPT: RefCell<Option<Script>> = const { RefCell::new(None) };
    static MESSAGES: RefCell<Vec<Message>> = const { RefCell::new(Vec::new()) };
}

/// Answers what the test says, and keeps what it was asked.
pub struct ScriptedEngine;

impl Engine for ScriptedEngine {
    fn run(message: &Message) -> Answer {
        MESSAGES.with(|messages| messages.borrow_mut().push(message.clone()));
        SCRIPT.with(|script| match script.borrow_mut().as_mut() {
            Some(answer) => answer(message),
            None => Err(EngineFailure::Unavailable),
        })
    }
}

pub fn engine_answers(script: impl FnMut(&Message) -> Answer + 'static) {
    SCRIPT.with(|cell| *cell.borrow_mut() = Some(Box::new(script)));
}

pub fn last_message() -> Message {
    MESSAGES.with(|messages| messages.borrow().last().cloned()).expect("the engine was asked")
}

pub fn account(seed: u8) -> AccountId {
    AccountId::from([seed; 32])
}

/// A chain in block 1 where accounts 1 to 4 have 10,000 each.
pub fn new_chain() -> TestState {
    SCRIPT.with(|cell| *cell.borrow_mut() = None);
    let config = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: (1..=4).map(|seed| (account(seed), 10_000)).collect(),
            ..Default::default()
        },
        ..Default::default()
    };
    let mut state: TestState = config.build_storage().expect("a genesis").into();
    state.execute_with(|| System::set_block_number(1));
    state
}
