"""Speed and memory of whole builds beside other generators': ``python -m site_tests.bench``."""
