package main

import (
	"errors"
	"flag"
	"strings"
)

// command is one subcommand. Its flags are declared by a function that returns what to do once they are parsed, so
// that flags live only as long as one call and help can list them without running anything.
type command struct {
	name    string // as typed; empty for the window
	operand string // what has to follow the name, "KIND"; empty where nothing may
	does    string // one line
	more    string // further sentences for its help
	declare func(f *flags) action
}

// action does a command's work. Operand is empty for commands that take none.
type action func(s streams, operand string) error

// commands lists every subcommand in the order of the help.
func commands() []command {
	return []command{
		scenesCommand, trainCommand, sampleCommand, predictCommand, evalCommand,
		figureCommand, shotCommand, tablesCommand, referenceCommand, benchCommand, versionCommand,
	}
}

// find returns the command of that name.
func find(name string) (command, error) {
	var names []string
	for _, c := range commands() {
		if c.name == name {
			return c, nil
		}
		names = append(names, c.name)
	}
	return command{}, usageError{unknown("command", name, append(names, "help"))}
}

// run parses args and does the work. Flags may stand before and after the operand.
func (c command) run(args []string, s streams) error {
	f := newFlags()
	do := c.declare(f)
	operand := ""
	for {
		if err := f.parse(args); errors.Is(err, flag.ErrHelp) {
			c.help(s.out)
			return nil
		} else if err != nil {
			return c.wrong(f, err)
		}
		rest := f.set.Args()
		if len(rest) == 0 {
			break
		}
		if c.operand == "" || operand != "" {
			return usagef("%s takes no %q; innlab help %s shows what it takes", c.title(), rest[0], c.name)
		}
		operand, args = rest[0], rest[1:]
	}
	return do(s, operand)
}

// wrong puts an error of the flag package into plain words.
func (c command) wrong(f *flags, err error) error {
	if f.bad != nil {
		return usageError{f.bad}
	}
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: -"); ok {
		name = strings.TrimPrefix(name, "-")
		var names []string
		for _, d := range f.docs {
			names = append(names, "-"+d.name)
		}
		return usageError{unknown("flag", "-"+name, names)}
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: "); ok {
		return usagef("%s needs a value; innlab help %s shows which", name, c.name)
	}
	return usagef("%s", strings.TrimSuffix(text, ": parse error"))
}

// title is how the command is called on the command line.
func (c command) title() string { return strings.TrimSpace("innlab " + c.name) }
