package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// The help is made from the commands and their flags; it cannot name one that is not there.

// help writes the help of the program, or of the one command that words name.
func help(words []string, w io.Writer) error {
	switch {
	case len(words) > 1:
		return usagef("help takes the name of one command, not %q", strings.Join(words, " "))
	case len(words) == 1 && words[0] != "help":
		c, err := find(words[0])
		if err != nil {
			return err
		}
		c.help(w)
		return nil
	}
	fmt.Fprint(w, "innlab trains an invertible neural network while you watch; "+
		"click a measurement y to see its posterior p(x | y).\n\n")
	t := table(w)
	fmt.Fprintf(t, "  innlab\t%s\n", windowCommand.does)
	for _, c := range commands() {
		fmt.Fprintf(t, "  %s\t%s\n", strings.TrimSpace(c.title()+" "+c.operand), c.does)
	}
	fmt.Fprintf(t, "  innlab help COMMAND\tthe flags of a command\n")
	t.Flush()
	fmt.Fprint(w, "\nThe window takes these:\n")
	windowCommand.flagLines(w)
	fmt.Fprint(w, "\nExit status: 0 done, 1 it failed, 2 wrong usage; an error is one line on standard error.\n")
	return nil
}

// help writes the help of one command.
func (c command) help(w io.Writer) {
	if c.name == "" {
		help(nil, w)
		return
	}
	fmt.Fprintf(w, "%s [flags]\n\n%s.\n", strings.TrimSpace(c.title()+" "+c.operand), sentence(c.does))
	if c.more != "" {
		fmt.Fprintf(w, "%s\n", c.more)
	}
	fmt.Fprintln(w)
	c.flagLines(w)
}

// flagLines writes a line for each flag.
func (c command) flagLines(w io.Writer) {
	f := newFlags()
	c.declare(f)
	t := table(w)
	for _, d := range f.docs {
		fmt.Fprintf(t, "  %s\t%s\n", strings.TrimSpace("-"+d.name+" "+d.value), d.does)
	}
	t.Flush()
}

// sentence begins text with a capital.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// table aligns columns that are separated by tabs.
func table(w io.Writer) *tabwriter.Writer { return tabwriter.NewWriter(w, 0, 0, 3, ' ', 0) }
