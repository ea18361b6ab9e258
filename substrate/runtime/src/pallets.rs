//! How the pallets are set up.

use crate::*;
use frame::{
    deps::frame_support::weights::{constants::WEIGHT_REF_TIME_PER_SECOND, IdentityFee},
    arithmetic::Perbill,
};
use frame_system::limits::BlockWeights;
use pallet_ewasm::{
    address_mapping::Reversible,
    engine::HostEngine,
    gas_weight::GasWeight,
    message::{GasSchedule, Revision, Rules},
    weights::Estimated,
};

parameter_types! {
    pub const Version: RuntimeVersion = VERSION;
    /// Two seconds of execution, three quarters of them for transactions.
    pub RuntimeBlockWeights: BlockWeights = BlockWeights::with_sensible_defaults(
        Weight::from_parts(2 * WEIGHT_REF_TIME_PER_SECOND, u64::MAX),
        Perbill::from_percent(75),
    );
    pub const ExistentialDeposit: Balance = UNIT / 1_000;
    /// 20 ns a unit of gas: 50 million gas a second.
    pub const WeightPerGas: Weight = Weight::from_parts(20_000, 0);
    /// Can be set by root (`system.setStorage`), under `twox_128(":ContractRules:")`.
    pub storage ContractRules: Rules =
        Rules { revision: Revision::Osaka, gas_schedule: GasSchedule::EwasmV1 };
    pub const Coinbase: H160 = H160::zero();
    pub const EwasmPalletId: PalletId = PalletId(*b"gtyewasm");
    pub const MappingDeposit: Balance = UNIT / 100;
    pub const CodeByteDeposit: Balance = UNIT / 1_000_000;
    pub TimestampSeconds: u64 = Timestamp::get() / 1_000;
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
    type Block = Block;
    type BlockWeights = RuntimeBlockWeights;
    type Version = Version;
    type AccountData = pallet_balances::AccountData<Balance>;
    // Substrate's own prefix, for chains that are not registered.
    type SS58Prefix = ConstU16<42>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Runtime {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Runtime {
    type AccountStore = System;
    type Balance = Balance;
    type ExistentialDeposit = ExistentialDeposit;
    type RuntimeHoldReason = RuntimeHoldReason;
}

#[derive_impl(pallet_transaction_payment::config_preludes::TestDefaultConfig)]
impl pallet_transaction_payment::Config for Runtime {
    type OnChargeTransaction = pallet_transaction_payment::FungibleAdapter<Balances, ()>;
    type WeightToFee = IdentityFee<Balance>;
    type LengthToFee = IdentityFee<Balance>;
}

#[derive_impl(pallet_sudo::config_preludes::TestDefaultConfig)]
impl pallet_sudo::Config for Runtime {}

impl pallet_utility::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PalletsOrigin = OriginCaller;
    type WeightInfo = ();
}

impl pallet_ewasm::Config for Runtime {
    type Currency = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Engine = HostEngine;
    // As `HashTruncate<BlakeTwo256>` for every account that is not an Ethereum address by itself.
    type AddressMapping = Reversible<Runtime, BlakeTwo256>;
    type GasToWeight = GasWeight<WeightPerGas>;
    type BlockGasLimit = ConstU64<60_000_000>;
    type Rules = ContractRules;
    type Coinbase = Coinbase;
    type ChainId = ConstU64<1_337>;
    type TimestampSeconds = TimestampSeconds;
    type MaxCodeSize = ConstU32<{ 1024 * 1024 }>;
    type MaxInputSize = ConstU32<{ 512 * 1024 }>;
    type MappingDeposit = MappingDeposit;
    type CodeByteDeposit = CodeByteDeposit;
    type PalletId = EwasmPalletId;
    type WeightInfo = Estimated<Runtime>;
}
