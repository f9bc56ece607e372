export type Database = { // expect: contract/types-drift
  public: {
    Tables: {
      orders: {
        Row: { id: string; remark: string | null };
        Insert: { id?: string; remark?: string | null };
        Update: { id?: string; remark?: string | null };
        Relationships: [];
      };
    };
    Views: Record<never, never>;
    Functions: Record<never, never>;
    Enums: Record<never, never>;
    CompositeTypes: Record<never, never>;
  };
};
