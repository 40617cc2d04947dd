package kernel

import (
	"fmt"
	"os"
	"strings"
)

// Variable is the environment variable that asks for one table by name: go, avx2, avx512 or neon.
const Variable = "INNLAB_KERNEL"

// Best is the table chosen at start: the one that Variable asks for, otherwise the fastest of this processor.
var Best = *chosen

var chosen, chosenErr = start(os.Getenv(Variable))

// Chosen tells which table Best is. The error says why a wish in Variable could not be granted; Best then is the
// fastest table there is.
func Chosen() (name string, err error) { return chosen.Name, chosenErr }

// Tables returns the tables that this processor can run, the fastest first. Plain is always the last.
func Tables() []*Table { return append(machineTables(), &Plain) }

// Choose returns the table of that name, or an error that says which names this processor has.
func Choose(name string) (*Table, error) {
	var names []string
	for _, t := range Tables() {
		if t.Name == name {
			return t, nil
		}
		names = append(names, t.Name)
	}
	return nil, fmt.Errorf("no kernels %q on this processor; there are: %s", name, strings.Join(names, ", "))
}

// start grants the wish if it can, and falls back to the fastest table.
func start(wish string) (*Table, error) {
	if wish == "" {
		return Tables()[0], nil
	}
	t, err := Choose(wish)
	if err != nil {
		return Tables()[0], fmt.Errorf("%s: %w", Variable, err)
	}
	return t, nil
}
