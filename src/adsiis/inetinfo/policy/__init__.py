"""The rules of application pools: tables and functions of settings, facts and time, without any process."""
