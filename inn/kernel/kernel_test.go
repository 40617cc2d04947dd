package kernel

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

// checks has one check for every kernel of a Table, by the name of its field.
var checks = []struct {
	kernel string
	check  func(t *Table, l *lab, s sizes) error
}{
	{"GemmZero", checkGemmZero},
	{"GemmAdd", checkGemmAdd},
	{"GemmBias", checkGemmBias},
	{"GemmBiasRelu", checkGemmBiasRelu},
	{"GemmMask", checkGemmMask},
	{"Outer", checkOuter},
	{"RowSum", checkRowSum},
	{"Transpose", checkTranspose},
	{"Silu", checkSilu},
	{"SiluGrad", checkSiluGrad},
	{"CoupleFwd", checkCoupleFwd},
	{"CoupleInv", checkCoupleInv},
	{"CoupleFwdGrad", checkCoupleFwdGrad},
	{"CoupleInvGrad", checkCoupleInvGrad},
	{"SplineFwd", checkSplineFwd},
	{"SplineInv", checkSplineInv},
	{"SplineFwdGrad", checkSplineFwdGrad},
	{"SplineInvGrad", checkSplineInvGrad},
	{"Imq", checkImq},
	{"ImqValue", checkImqValue},
	{"ExpNeg", checkExpNeg},
	{"Dropout", checkDropout},
	{"Add", checkAdd},
	{"Adam", checkAdam},
	{"Peak", checkPeak},
}

// checkTable is the contract of a table at one set of sizes.
func checkTable(t *Table, seed uint64, s sizes) error {
	for i, c := range checks {
		for g := range regimes {
			l := &lab{r: rand.New(rand.NewPCG(seed, uint64(i))), regime: g}
			if err := c.check(t, l, s); err != nil {
				return fmt.Errorf("%s, %s values, m %d, k %d, n %d: %w", c.kernel, g, s.m, s.k, s.n, err)
			}
		}
	}
	return nil
}

// checkPeak sees that the amount of work reported grows with the rounds.
func checkPeak(t *Table, l *lab, s sizes) error {
	if one, two := t.Peak(s.m), t.Peak(2*s.m); one <= 0 || two != 2*one {
		return fmt.Errorf("%d rounds are %g operations, %d are %g", s.m, one, 2*s.m, two)
	}
	return nil
}

// contractSizes has every size up to 20 somewhere, the neighbours of the block sizes, and some at random.
func contractSizes() []sizes {
	var all []sizes
	for i := 1; i <= 20; i++ {
		all = append(all, sizes{i, 21 - i, i})
	}
	for _, i := range []int{31, 32, 33, 63, 64, 65} {
		all = append(all, sizes{i, i, i}, sizes{3, i, 100 + i}, sizes{i, 2, 1000 + i})
	}
	r := rand.New(rand.NewPCG(3, 5))
	for range 20 {
		all = append(all, sizes{1 + r.IntN(80), 1 + r.IntN(80), 1 + r.IntN(300)})
	}
	return append(all, sizes{13, 600, 5000}, sizes{600, 7, 9001})
}

func TestTables(t *testing.T) {
	for _, table := range Tables() {
		t.Run(table.Name, func(t *testing.T) {
			for i, s := range contractSizes() {
				if err := checkTable(table, uint64(i), s); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestNothing sees that sizes of zero are nothing to do, and touch nothing.
func TestNothing(t *testing.T) {
	for _, table := range Tables() {
		for _, c := range checks {
			if c.kernel == "Outer" || c.kernel == "Transpose" || c.kernel == "Peak" {
				continue // their checks divide by the row count
			}
			for _, s := range []sizes{{0, 3, 0}, {3, 0, 0}} {
				l := &lab{r: rand.New(rand.NewPCG(1, 1))}
				if err := c.check(table, l, s); err != nil {
					t.Errorf("%s, %s, m %d, k %d, n %d: %v", table.Name, c.kernel, s.m, s.k, s.n, err)
				}
			}
		}
		table.Outer(0, 3, 16, nil, nil, 16, nil, 16)
		table.Transpose(0, nil, nil, 4)
	}
}

// TestChecksAreComplete replaces each kernel by one that does nothing; the contract must notice every time.
func TestChecksAreComplete(t *testing.T) {
	typ := reflect.TypeOf(Table{})
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Type.Kind() != reflect.Func {
			continue
		}
		broken := Plain
		reflect.ValueOf(&broken).Elem().Field(i).Set(reflect.MakeFunc(f.Type, func([]reflect.Value) []reflect.Value {
			var none []reflect.Value
			for o := range f.Type.NumOut() {
				none = append(none, reflect.Zero(f.Type.Out(o)))
			}
			return none
		}))
		if checkTable(&broken, 1, sizes{9, 5, 21}) == nil {
			t.Errorf("no check notices a %s that does nothing", f.Name)
		}
	}
}

func FuzzShapes(f *testing.F) {
	f.Add(uint64(1), uint16(1), uint16(1), uint16(1))
	f.Add(uint64(2), uint16(8), uint16(129), uint16(47))
	f.Add(uint64(3), uint16(23), uint16(3), uint16(2049))
	f.Fuzz(func(t *testing.T, seed uint64, m, k, n uint16) {
		s := sizes{1 + int(m)%200, int(k) % 300, int(n) % 5000}
		for _, table := range Tables() {
			if err := checkTable(table, seed, s); err != nil {
				t.Errorf("%s: %v", table.Name, err)
			}
		}
	})
}
