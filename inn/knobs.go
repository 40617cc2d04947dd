package inn

// Knob is one hyper-parameter by name: the command line's -set, the settings sheet and the model file all go
// through this table.
type Knob struct {
	Name string // as in -set NAME=VALUE
	Doc  string // one line in plain words, with the unit or the choices
	Live bool   // acts on the next step; otherwise it needs a restart
	Get  func(c *Config, l *Live) string
	// Set parses v; the error is one plain line that says what would be right.
	Set func(c *Config, l *Live, v string) error
}
