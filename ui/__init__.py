"""The window of 滨惠办: screens, presenters, widgets."""
