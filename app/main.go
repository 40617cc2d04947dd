// Innlab trains an invertible neural network while you watch and lets you click a measurement y to see everything
// that x could have been: the posterior p(x | y). This is the program: a window, and the same headless as subcommands
// (innlab help).
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"innlab/app/own"
	"innlab/inn/kernel"
)

func main() {
	heed()
	status := run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	own.End() // simulators that work was left alone with
	os.Exit(status)
}

// streams are the standard ones, or those of a test.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// Exit status.
const (
	done       = 0
	failed     = 1
	wrongUsage = 2
)

// usageError is an error in what was typed; everything else is a failure of what was asked for.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// usagef makes a usage error.
func usagef(format string, a ...any) error { return usageError{fmt.Errorf(format, a...)} }

// run does what args (without the program's name) say and returns the exit status. An error is one plain line.
func run(args []string, s streams) int {
	err := dispatch(args, s)
	if err == nil {
		return done
	}
	// A sentence about the program itself does not name it twice.
	fmt.Fprintln(s.err, "innlab: "+strings.TrimPrefix(oneLine(err), "innlab "))
	if errors.As(err, new(usageError)) {
		return wrongUsage
	}
	return failed
}

// oneLine puts an error that reports several things at once on one line.
func oneLine(err error) string { return strings.ReplaceAll(strings.TrimSpace(err.Error()), "\n", "; ") }

// dispatch finds the command that args name and runs it. No name, or a flag in its place, is the window.
func dispatch(args []string, s streams) error {
	if _, err := kernel.Chosen(); err != nil {
		return usageError{err}
	}
	if len(args) == 0 || (strings.HasPrefix(args[0], "-") && !isHelp(args[0])) {
		return windowCommand.run(args, s)
	}
	if isHelp(args[0]) {
		return help(args[1:], s.out)
	}
	c, err := find(args[0])
	if err != nil {
		return err
	}
	return c.run(args[1:], s)
}

// isHelp reports whether the word asks for help.
func isHelp(word string) bool {
	return word == "help" || word == "-h" || word == "-help" || word == "--help"
}
