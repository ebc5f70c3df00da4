"""校核规则: what disclosure rules ask of a goal, one function a rule."""
