"""The domain of 滨惠办: policy, awards, cases, letters and the store, without any Qt."""
