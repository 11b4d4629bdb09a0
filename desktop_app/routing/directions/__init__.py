"""Turn-by-turn directions: the steps of a way, in the words of OSRM's route API."""
