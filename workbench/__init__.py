"""What benches and drills work on: a home of their own, citizens who file in it, and the processes that run it."""
